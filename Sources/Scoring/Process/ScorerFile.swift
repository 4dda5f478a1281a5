import Glibc
import Rules

/// A scorer's shared library, opened once: what is checked is what is loaded, whatever happens to
/// its path meanwhile.
final class ScorerFile: Sendable {
  let path: String
  /// As problems name it.
  let name: String
  let file: Int32

  /// A scorer is some 40 kB; a runtime that was linked in makes it ten times that.
  static let bytesMax = 16 << 20

  /// Opens a file and checks its size and its platform.
  /// - Throws: `scorer_not_loadable`, `scorer_size`, `scorer_platform`.
  init(path: String) throws(Problem) {
    self.path = path
    name = fileName(path)
    file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      throw .scorerNotLoadable(name, String(cString: strerror(errno)))
    }
  }

  deinit { if file >= 0 { close(file) } }

  /// The same file, whatever is at its path now, to be read from its start.
  func reopened() throws(Problem) -> Int32 {
    let again = open("/proc/self/fd/\(file)", O_RDONLY | O_CLOEXEC)
    guard again >= 0 else { throw .scorerNotLoadable(name, String(cString: strerror(errno))) }
    return again
  }

  /// Throws `scorer_size` where the file is empty, no file, or larger than any scorer.
  func checkSize() throws(Problem) {
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .scorerNotLoadable(name, "not a regular file")
    }
    guard status.st_size > 0, status.st_size <= Self.bytesMax else {
      throw .scorer(
        .scorerSize, name, zh: "文件大小为 \(status.st_size) 字节，应为 1 至 \(Self.bytesMax >> 20) MiB",
        en: "has \(status.st_size) bytes; a scorer has 1 byte to \(Self.bytesMax >> 20) MiB")
    }
  }

  /// Throws `scorer_platform` where it is no shared library for this machine, and
  /// `scorer_not_loadable` where it is cut off.
  func checkPlatform() throws(Problem) {
    guard let found = LibraryFile.platform(of: file) else {
      throw .scorerPlatform(name, zh: "不是 ELF 文件", en: "is no ELF file")
    }
    guard found.isSharedLibrary else {
      throw .scorerPlatform(name, zh: "不是共享库", en: "is no shared library")
    }
    guard found.machine == LibraryFile.ownMachine else {
      throw .scorerPlatform(
        name, zh: "为其他处理器构建（ELF 机器类型 \(found.machine)，本机 \(LibraryFile.ownMachine)）",
        en: "is built for another processor (ELF machine \(found.machine), this one is "
          + "\(LibraryFile.ownMachine))")
    }
    guard !LibraryFile.isTruncated(file) else {
      throw .scorerNotLoadable(name, "the file is truncated")
    }
  }
}

extension Problem {
  static func scorerPlatform(_ name: String, zh: String, en: String) -> Problem {
    .scorer(
      .scorerPlatform, name, zh: zh, en: en,
      remedy: Bilingual(
        zh: "请在与服务器相同的系统和处理器上构建共享库。",
        en: "Build a shared library for the server's system and processor."))
  }
}

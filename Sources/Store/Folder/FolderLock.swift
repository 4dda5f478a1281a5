import Glibc
import Rules

/// Holds a data folder for one process: a lock on a file in it, which the kernel releases when the
/// process ends, however it ends.
final class FolderLock: Sendable {
  private let descriptor: Int32

  init(folder: String) throws {
    let path = folder + "/lock"
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard opened >= 0 else { throw fileProblem(path, errno) }
    guard Self.lock(opened) else {
      let holder = Self.holder(opened)
      Glibc.close(opened)
      throw Problem(
        .storeLocked, .precondition,
        zh: "数据目录 \(folder) 正被另一个服务进程\(holder)使用",
        en: "the data folder \(folder) is in use by another server process\(holder)",
        remedy: Bilingual(
          zh: "先停止那个服务，或另选一个数据目录", en: "stop that server first, or choose another data folder"))
    }
    descriptor = opened
    let text = Array("\(getpid())\n".utf8)
    // The number is a courtesy to the operator; the lock is what counts.
    if ftruncate(opened, 0) == 0 { _ = pwrite(opened, text, text.count, 0) }
  }

  deinit { Glibc.close(descriptor) }

  /// A holder that is ending keeps the lock for a moment: so does a child process of it between its
  /// fork and its exec. Whoever starts a server right after another has ended waits that long.
  private static func lock(_ descriptor: Int32) -> Bool {
    for _ in 0..<StoreLimits.lockAttempts {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(StoreLimits.lockPauseMicroseconds)
    }
    return false
  }

  /// ` (pid 123)` as the holder wrote it, or nothing.
  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { $0 >= 0x30 && $0 <= 0x39 }
    return digits.isEmpty ? "" : " (pid \(String(decoding: digits, as: UTF8.self)))"
  }
}

/// The problem of a system call that failed on a path.
func fileProblem(_ path: String, _ code: Int32) -> Problem {
  let reason = String(cString: strerror(code))
  switch code {
  case ENOSPC, EDQUOT:
    return Problem(
      .storeFull, .exhausted, zh: "磁盘空间已满：\(path)", en: "the disk is full: \(path)",
      remedy: Bilingual(zh: "腾出磁盘空间后重试", en: "free space on the disk and try again"))
  case EACCES, EPERM, EROFS, ENOTDIR, ELOOP:
    return Problem(
      .storeReadOnly, .precondition, zh: "无法使用 \(path)：\(reason)",
      en: "cannot use \(path): \(reason)",
      remedy: Bilingual(zh: "检查该路径的属主与权限", en: "check owner and mode of the path"))
  default:
    return Problem(
      .storeIO, .unavailable, zh: "访问 \(path) 失败：\(reason)", en: "cannot access \(path): \(reason)",
      remedy: Bilingual(zh: "检查该路径与系统日志", en: "check the path and the system log"))
  }
}

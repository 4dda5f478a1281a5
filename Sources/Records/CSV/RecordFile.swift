import Glibc
import Rules
import Synchronization

/// An open record file. It is read in blocks, never mapped: whoever shortens the file meanwhile
/// makes an error, not a crash.
final class RecordFile: Sendable {
  let name: String
  let size: Int
  private let descriptor: Int32
  /// Found when the first byte outside ASCII is met: most files never need it.
  private let knownEncoding = Mutex<TextEncoding?>(nil)
  private let readFailed = Atomic(false)

  /// Nil when there is no such file; a link to nowhere is an error, as its file was meant to be
  /// read.
  init?(path: String, name: String) throws(Problem) {
    self.name = name
    // A pipe of that name is refused below rather than waited for.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var status = stat()
    if descriptor < 0 {
      size = 0
      guard errno == ENOENT, lstat(path, &status) != 0 else {
        throw .unreadable(name, String(cString: strerror(errno)))
      }
      return nil
    }
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      size = 0
      throw .unreadable(name, "not a regular file")
    }
    size = Int(status.st_size)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Some of the file could not be read, or it is shorter than when it was opened.
  var hasFailed: Bool { readFailed.load(ordering: .relaxed) }

  /// Fills a buffer from an offset on; less only at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    let wanted = min(buffer.count, size - offset)
    var done = 0
    while done < wanted, let start = buffer.baseAddress {
      let got = pread(descriptor, start + done, wanted - done, off_t(offset + done))
      if got > 0 {
        done += got
      } else if got == 0 || errno != EINTR {
        readFailed.store(true, ordering: .relaxed)
        break
      }
    }
    return done
  }

  /// Calls `body` with the bytes of a range, block by block, until it says no.
  func forEachBlock(of range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Bool) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: ReaderLimits.windowBytes, alignment: 64)
    defer { buffer.deallocate() }
    var offset = range.lowerBound
    while offset < range.upperBound {
      let room = UnsafeMutableRawBufferPointer(
        rebasing: buffer[..<min(buffer.count, range.upperBound - offset)])
      let count = read(into: room, at: offset)
      guard count > 0, body(UnsafeRawBufferPointer(rebasing: room[..<count])) else { return }
      offset += count
    }
  }

  /// UTF-8 when all of the file is; else GB18030.
  var encoding: TextEncoding {
    knownEncoding.withLock { known in
      if let known { return known }
      var validator = UTF8Validator()
      forEachBlock(of: 0..<size) { validator.accept($0) }
      let found: TextEncoding = validator.isComplete ? .utf8 : .gb18030
      known = found
      return found
    }
  }

  /// About how many lines a range has, rather more than fewer, by those at its beginning.
  func lineEstimate(of range: Range<Int>) -> Int {
    let sample = range.prefix(ReaderLimits.sampleBytes)
    var lines = 1
    forEachBlock(of: sample) { block in
      for byte in block where byte == lineFeed { lines += 1 }
      return true
    }
    return range.count / max(sample.count, 1) * lines * 9 / 8 + lines
  }

  /// The numbers of the lines that hold the bytes at these offsets, which rise; 1 is the first
  /// line.
  func lines(at offsets: [Int]) -> [Int] {
    var lines: [Int] = []
    var line = 1
    var start = 0
    for offset in offsets {
      forEachBlock(of: start..<offset) { block in
        for byte in block where byte == lineFeed { line += 1 }
        return true
      }
      start = offset
      lines.append(line)
    }
    return lines
  }
}

/// The encodings of record files.
enum TextEncoding: Sendable {
  case utf8, gb18030
}

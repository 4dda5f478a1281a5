import Glibc
import Rules

/// One value of a row.
enum Field {
  case text(String)
  case number(Int)
  case hundredths(Int64)
  case day(Day)
  case time(LocalTime)
  /// A prefix and a number with leading zeros: `L000123`.
  case code(String, Int)
  case empty
}

/// A CSV file that is written row by row through one buffer.
final class CSVFile {
  /// Large enough that system calls vanish beside formatting, small enough for the second-level
  /// cache.
  static let bufferSize = 1 << 18
  static let codeWidth = 6

  private let descriptor: Int32
  private let path: String
  private var buffer: [UInt8] = []

  init(folder: String, kind: String, columns: String) throws(FileError) {
    path = "\(folder)/\(kind).csv"
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, number: errno) }
    buffer.reserveCapacity(Self.bufferSize + 4096)
    buffer.append(contentsOf: columns.utf8)
    buffer.append(UInt8(ascii: "\n"))
  }

  deinit { close(descriptor) }

  func row(_ fields: Field...) throws(FileError) {
    for (index, field) in fields.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      append(field)
    }
    try endRow()
  }

  /// The one row that comes by the million: nothing is allocated for it.
  func punch(
    member: [UInt8], day: [UInt8], second: Int, device: [UInt8], method: [UInt8]
  ) throws(FileError) {
    buffer.append(contentsOf: member)
    buffer.append(UInt8(ascii: ","))
    buffer.append(contentsOf: day)
    buffer.append(UInt8(ascii: " "))
    buffer.appendClock(second)
    buffer.append(UInt8(ascii: ","))
    buffer.append(contentsOf: device)
    buffer.append(UInt8(ascii: ","))
    buffer.append(contentsOf: method)
    try endRow()
  }

  func finish() throws(FileError) {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes {
        write(descriptor, $0.baseAddress! + written, $0.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError(path: path, number: errno) }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func endRow() throws(FileError) {
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.bufferSize { try finish() }
  }

  private func append(_ field: Field) {
    switch field {
    case .text(let text): appendQuoted(text)
    case .number(let number): buffer.append(contentsOf: String(number).utf8)
    case .hundredths(let value): buffer.append(contentsOf: hundredthsText(value).utf8)
    case .day(let day): buffer.appendDay(day)
    case .time(let time):
      buffer.appendDay(time.day)
      buffer.append(UInt8(ascii: " "))
      buffer.appendClock(time.secondOfDay)
    case .code(let prefix, let number):
      buffer.append(contentsOf: prefix.utf8)
      buffer.appendDigits(number, Self.codeWidth)
    case .empty: break
    }
  }

  private func appendQuoted(_ text: String) {
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A }) else {
      buffer.append(contentsOf: text.utf8)
      return
    }
    buffer.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { buffer.append(0x22) }
      buffer.append(byte)
    }
    buffer.append(0x22)
  }
}

extension [UInt8] {
  /// At least `width` digits.
  mutating func appendDigits(_ number: Int, _ width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(0x30 + number / divisor % 10))
      divisor /= 10
    }
  }

  mutating func appendDay(_ day: Day) {
    let (year, month, dayOfMonth) = day.civil
    appendDigits(year, 4)
    append(UInt8(ascii: "-"))
    appendDigits(month, 2)
    append(UInt8(ascii: "-"))
    appendDigits(dayOfMonth, 2)
  }

  mutating func appendClock(_ second: Int) {
    appendDigits(second / 3600, 2)
    append(UInt8(ascii: ":"))
    appendDigits(second / 60 % 60, 2)
    append(UInt8(ascii: ":"))
    appendDigits(second % 60, 2)
  }
}

/// A file that could not be written.
struct FileError: Error, CustomStringConvertible {
  let path: String
  let number: Int32

  var description: String { "\(path): \(String(cString: strerror(number)))" }
}

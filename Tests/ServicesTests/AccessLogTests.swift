import Foundation
import Logging
import RPC
import Rules
import TestSupport
import Testing

@testable import Services

/// The access log by itself: what a line looks like, and what happens when it cannot be written.
@Suite(.timeLimit(.minutes(1))) struct AccessLogTests {
  private static let hostile = [
    "a\nb", "\r\n{\"time\":1}", "\u{1B}[2J", "\0", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}",
    "\"", "\\", "窗口", "\u{1F4C8}", "\u{202E}",
  ]

  private func entry(_ text: String = "x", time: Int64 = 0) -> AccessLogEntry {
    AccessLogEntry(
      time: time, requestID: text, protocolName: "grpc", peer: "unix", method: text,
      identity: text, county: text, status: .notFound, code: text, durationMicroseconds: 7,
      bytesIn: 1, bytesOut: 2)
  }

  private func temporaryFile() -> String { "/tmp/ws-log-\(UInt32.random(in: .min ... .max))" }

  private func log(_ path: String) throws -> AccessLog {
    try AccessLog(
      .file(path), isOn: true, logger: Logger(label: "") { _ in SwiftLogNoOpLogHandler() },
      now: { 0 })
  }

  private func lines(_ path: String) throws -> [[String: Any]] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("A line is one line of JSON that gives back what it was given", arguments: hostile)
  func hostileTexts(text: String) throws {
    let line = entry(text).line
    #expect(line.filter { $0 < 0x20 || $0 == 0x7F } == [UInt8(ascii: "\n")])
    #expect(line.last == UInt8(ascii: "\n"))
    let read = try #require(
      try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    for name in ["request_id", "method", "identity", "county", "code"] {
      #expect(read[name] as? String == text)
    }
    #expect(read["status"] as? String == "NOT_FOUND" && read["duration_us"] as? Int == 7)
    let shown = String(decoding: line.dropLast(), as: UTF8.self)
    #expect(!shown.unicodeScalars.contains { $0.givesOrders })
  }

  @Test("The server's log turns no text around, and stays one line", arguments: LogFormat.allCases)
  func logLine(format: LogFormat) throws {
    let ends = Pipe()
    let handler = ServerLogHandler(
      format, to: ends.fileHandleForWriting.fileDescriptor, now: { 0 })
    var logger = Logger(label: "") { _ in handler }
    logger.logLevel = .trace
    let hostile = Self.hostile.joined() + "\u{202A}\u{2066}\u{2069}\u{200F}"
    logger.info("\(hostile)", metadata: ["x": "\(hostile)"])
    ends.fileHandleForWriting.closeFile()
    let text = String(decoding: ends.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(text.contains("窗口"))
    #expect(text.unicodeScalars.filter { $0.givesOrders } == ["\n"])
  }

  @Test("Times are UTC to the millisecond, before 1970 too")
  func times() {
    #expect(UTCText.text(0) == "1970-01-01T00:00:00.000Z")
    #expect(UTCText.text(1_761_897_600_123_999) == "2025-10-31T08:00:00.123Z")
    #expect(UTCText.text(-1) == "1969-12-31T23:59:59.999Z")
  }

  @Test("What was added before the end is in the file")
  func flushed() async throws {
    let path = temporaryFile()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let log = try log(path)
    for number in 0..<1000 { log.add(entry("\(number)")) }
    await log.close()
    let read = try lines(path).compactMap { $0["method"] as? String }
    #expect(read == (0..<1000).map { "\($0)" })
    #expect(log.droppedCount == 0)
    log.add(entry())
    #expect(log.droppedCount == 1)
  }

  @Test("A file that was moved away is made anew, and no line is lost")
  func reopened() async throws {
    let path = temporaryFile()
    defer { for file in [path, path + ".1"] { try? FileManager.default.removeItem(atPath: file) } }
    let log = try log(path)
    log.add(entry("before"))
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    log.reopen()
    while !FileManager.default.fileExists(atPath: path) { await Task.yield() }
    log.add(entry("after"))
    await log.close()
    #expect(try lines(path + ".1").compactMap { $0["method"] as? String } == ["before"])
    #expect(try lines(path).compactMap { $0["method"] as? String } == ["after"])
  }

  @Test("A reader that stops does not hold up those who add; what is lost is counted and said")
  func slowReader() async throws {
    let path = temporaryFile()
    #expect(mkfifo(path, 0o600) == 0)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    let log = try log(path)
    // More than the pipe, the batch under way and the queue hold together.
    let count = 2 * AccessLog.entriesMax + 10_000
    for _ in 0..<count { log.add(entry()) }
    #expect(log.droppedCount > 0)
    async let text = onOwnThread { try FileHandle(forPipe: reader).readToEnd() ?? Data() }
    // Its descriptor goes with the log, which ends the reading.
    await log.close()
    let objects = try await text.split(separator: UInt8(ascii: "\n")).map {
      try? JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
    }
    // A line that was torn is no object, and counts as lost.
    let kept = objects.count { $0?["method"] != nil }
    #expect(kept + log.droppedCount == count)
    #expect(objects.contains { $0?["dropped"] is Int })
  }

  @Test("A disk that is full loses entries, counts them, and stops nothing")
  func fullDisk() async throws {
    let log = try log("/dev/full")
    for _ in 0..<10 { log.add(entry()) }
    await log.close()
    #expect(log.droppedCount == 10)
  }

  @Test("A file that cannot be written is refused with its name")
  func unwritable() {
    let error = #expect(throws: Problem.self) { try log("/nowhere/access.log") }
    #expect(error?.code == .accessLogUnwritable)
    #expect(error?.text.en.contains("/nowhere/access.log") == true)
  }
}

extension FileHandle {
  /// The pipe's reading end, whose reads wait from now on.
  fileprivate convenience init(forPipe descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, 0)
    self.init(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}

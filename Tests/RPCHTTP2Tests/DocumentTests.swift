import Foundation
import Testing

@testable import RPC
@testable import RPCHTTP2

/// `proto/PROTOCOL.md` says the limits that the code has.
@Suite struct DocumentTests {
  private static let text: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appending(path: "proto/PROTOCOL.md")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }()

  /// The first two cells of each row of the table under the heading.
  private static func rows(under heading: String) -> [(name: String, value: String)] {
    let section =
      text.components(separatedBy: "\n## \(heading)\n").last?
      .components(separatedBy: "\n## ").first ?? ""
    return section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2).map { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      return (cells[0], cells[1])
    }
  }

  private static func bytes(_ count: Int) -> String {
    count >= 1 << 20 ? "\(count >> 20) MiB" : "\(count >> 10) KiB"
  }

  private static func time(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    if duration < .seconds(1) { return "\(Int(duration / .milliseconds(1))) ms" }
    if seconds % 3600 == 0 { return "\(seconds / 3600) h" }
    return seconds > 60 && seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
  }

  /// What each row of the table must say, from the constants.
  private static let expected: [String: String] = [
    "data of a frame": bytes(Limits.frameBytesMax),
    "connections": "\(Limits.connectionsMax)",
    "calls under way on a connection": "\(Limits.streamsMax)",
    "calls under way of a caller": "\(Limits.callerCallsMax)",
    "calls under way in the server": "\(Limits.callsMax)",
    "bytes of calls under way: connection, caller, server":
      [Limits.connectionBytesMax, Limits.callerBytesMax, Limits.serverBytesMax].map(bytes)
      .joined(separator: ", "),
    "calls a second of a connection, of a caller": "\(Limits.callsPerSecondMax)",
    "metadata": "\(bytes(Limits.metadataBytesMax)), \(Limits.metadataEntriesMax) entries",
    "waiting messages of a stream":
      "\(bytes(Limits.streamQueueBytes)) or \(Limits.streamQueueMessages)",
    "unsent bytes of a connection": bytes(Limits.unsentBytesHigh),
    "a status": bytes(Limits.statusBytesMax),
    "a frame, once begun": time(Limits.frameTime),
    "a peer that takes no byte": time(Limits.writeTime),
    "a handler that does not read": time(Limits.stallTime),
    "an idle connection": time(Limits.idleTime),
  ]

  @Test("Every row of the table of limits has its constant's value, and no row is without one")
  func table() {
    let rows = Self.rows(under: "Limits")
    #expect(Set(rows.map(\.name)) == Set(Self.expected.keys))
    for (name, value) in rows { #expect(value == Self.expected[name], "\(name)") }
  }

  @Test("The sentences hold the constants' values, too")
  func sentences() {
    let sentences = [
      "Who\nsends nothing for \(Self.time(Limits.firstBytesTime)) speaks ttrpc",
      "A handshake is done within \(Self.time(Limits.handshakeTime))",
      "default: \(Self.time(Limits.unaryTimeout)) for a unary call,\n\(Self.time(Limits.streamTimeout)) for a stream",
      "More than \(Self.time(Limits.timeoutMax)) becomes",
      "is kept \(Self.time(Limits.drainGrace)) more",
      "or after \(Self.time(Limits.lingerTime))",
      "until \(Self.bytes(Limits.unsentBytesLow))",
      "headers over \(Self.bytes(HTTP2Limits.headerBytesMax))",
      "a message over \(Self.bytes(Limits.frameBytesMax))",
      "over \(Self.bytes(HTTP2Limits.partialBytesMax)) of unfinished messages",
      "a stream takes \(Self.bytes(HTTP2Limits.streamWindow)), a connection "
        + "\(Self.bytes(HTTP2Limits.connectionWindow)) before",
      "answers \(Self.bytes(HTTP2Limits.unsentStreamBytes)) are under way",
      "A status** over \(Self.bytes(HTTP2Limits.statusBytesMax)) loses",
      "Over \(HTTP2Limits.pingsMax) in 30 s",
      "over \(HTTP2Limits.resetsMax) resets",
      "\(Client.Options().attemptsMax) times in all",
      "pauses up to \(Self.time(Backoff().longest))",
      "after \(Self.time(Backoff().first)), 160 ms, 256 ms",
    ]
    let flat = Self.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for sentence in sentences {
      let words = sentence.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let isThere = flat.contains(words)
      #expect(isThere, "\(words)")
    }
  }
}

internal import Glibc
public import Logging

/// How the server's log looks.
public enum LogFormat: String, Sendable, CaseIterable {
  /// For people: `2025-10-31T08:00:00.000Z info listening address=unix:/run/ws.sock`.
  case text
  /// For programs: one JSON object a line.
  case json
}

/// Writes the server's log, a line an event, to a file descriptor.
public struct ServerLogHandler: LogHandler {
  public var logLevel = Logger.Level.trace
  public var metadata: Logger.Metadata = [:]
  private let format: LogFormat
  private let descriptor: Int32
  /// Microseconds since 1970-01-01 00:00:00 UTC.
  private let now: @Sendable () -> Int64

  public init(_ format: LogFormat, to descriptor: Int32, now: @escaping @Sendable () -> Int64) {
    self.format = format
    self.descriptor = descriptor
    self.now = now
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) {
    let entries = metadata.merging(event.metadata ?? [:]) { _, own in own }
      .map { (name: $0.key, value: "\($0.value)") }.sorted { $0.name < $1.name }
    let line =
      switch format {
      case .text: text(event, entries)
      case .json: json(event, entries)
      }
    // One write a line: lines of several threads never mix.
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  private func json(_ event: LogEvent, _ entries: [(name: String, value: String)]) -> [UInt8] {
    var line = JSONLine()
    line.add("time", UTCText.text(now()))
    line.add("level", event.level.rawValue)
    line.add("message", "\(event.message)")
    for (name, value) in entries { line.add(name: name, value) }
    return line.ended()
  }

  private func text(_ event: LogEvent, _ entries: [(name: String, value: String)]) -> [UInt8] {
    var text = "\(UTCText.text(now())) \(event.level.rawValue) \(event.message)"
    for (name, value) in entries { text += " \(name)=\(value)" }
    let scalars = text.unicodeScalars.map { $0.givesOrders ? "\u{FFFD}" : $0 }
    return Array(String(String.UnicodeScalarView(scalars)).utf8) + [UInt8(ascii: "\n")]
  }
}

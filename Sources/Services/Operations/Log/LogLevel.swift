public import Logging
internal import Synchronization

/// What the server logs: one level for all of its loggers, which may change while it runs.
public final class LogLevel: Sendable {
  private let level: Mutex<Logger.Level>

  public init(_ level: Logger.Level) { self.level = Mutex(level) }

  public var current: Logger.Level { level.withLock { $0 } }

  /// - Returns: the level before.
  func set(_ new: Logger.Level) -> Logger.Level {
    level.withLock { level in
      defer { level = new }
      return level
    }
  }
}

/// Hands what is to be logged on to another handler, by the level that holds at the moment.
public struct LevelledLogHandler: LogHandler {
  private var handler: any LogHandler
  private let level: LogLevel

  public init(_ handler: any LogHandler, level: LogLevel) {
    self.handler = handler
    self.handler.logLevel = .trace
    self.level = level
  }

  /// Setting it changes nothing: the level is the whole server's.
  public var logLevel: Logger.Level {
    get { level.current }
    set {}
  }

  public var metadata: Logger.Metadata {
    get { handler.metadata }
    set { handler.metadata = newValue }
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { handler[metadataKey: key] }
    set { handler[metadataKey: key] = newValue }
  }

  public func log(event: LogEvent) { handler.log(event: event) }
}

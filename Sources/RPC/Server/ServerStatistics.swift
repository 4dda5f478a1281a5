/// A server's numbers at one moment.
public struct ServerStatistics: Sendable, Hashable {
  /// Open connections.
  public var connections = 0
  /// Calls that wait for their handlers.
  public var activeCalls = 0
  /// Calls whose handlers have ended since the server began, whatever their status.
  public var finishedCalls = 0
  /// Bytes of messages that the server holds for calls under way: requests whose handlers run,
  /// messages that wait for their readers.
  public var bytesInFlight = 0
  /// Calls and connections refused before any handler since the server began. A reason that never
  /// came up is not in it; ``RefusalReason/unknownMethod`` counts calls of methods that are not
  /// there.
  public var refusals: [RefusalReason: Int] = [:]

  public init() {}
}

extension Server {
  public var statistics: ServerStatistics {
    var numbers = ServerStatistics()
    numbers.connections = shared.connectionCount
    numbers.activeCalls = shared.callCount
    numbers.finishedCalls = shared.finishedCount
    numbers.bytesInFlight = shared.bytesInFlight
    numbers.refusals = shared.refusals
    return numbers
  }
}

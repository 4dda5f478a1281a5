/// A server's numbers at one moment.
public struct ServerStatistics: Sendable, Hashable {
  /// Open connections.
  public var connections = 0
  /// Calls that wait for their handlers.
  public var activeCalls = 0
  /// Calls whose handlers have ended since the server began, whatever their status.
  public var finishedCalls = 0

  public init() {}
}

extension Server {
  public var statistics: ServerStatistics {
    var numbers = ServerStatistics()
    numbers.connections = shared.connectionCount
    numbers.activeCalls = shared.callCount
    numbers.finishedCalls = shared.finishedCount
    return numbers
  }
}

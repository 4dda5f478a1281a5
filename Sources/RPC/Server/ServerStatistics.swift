/// A server's numbers at one moment.
public struct ServerStatistics: Sendable, Hashable {
  /// Open connections.
  public var connections = 0
  /// Calls being answered.
  public var activeCalls = 0
  /// Calls answered since the server began, whatever their status.
  public var finishedCalls = 0

  public init() {}
}

/// Why the server refused a call or a connection before any handler: a stable word, which a status
/// of a limit carries as the reason of its `google.rpc.ErrorInfo`, and by which refusals are
/// counted.
public enum RefusalReason: String, Sendable, Hashable, CaseIterable {
  /// The server has no such service, or the service no such method.
  case unknownMethod = "UNKNOWN_METHOD"
  /// The server is stopping.
  case draining = "DRAINING"
  /// The server has as many connections as it takes.
  case serverConnections = "SERVER_CONNECTIONS"
  /// The server has as many calls under way as it takes.
  case serverCalls = "SERVER_CALLS"
  /// The server holds as many bytes of calls as it takes.
  case serverBytes = "SERVER_BYTES"
  /// The connection has as many calls under way as it may.
  case connectionCalls = "CONNECTION_CALLS"
  /// The connection's calls hold as many bytes as they may.
  case connectionBytes = "CONNECTION_BYTES"
  /// The connection calls more often than it may.
  case connectionRate = "CONNECTION_RATE"
  /// The caller has as many calls under way, over all of its connections, as it may.
  case callerCalls = "CALLER_CALLS"
  /// The caller's calls hold as many bytes as they may.
  case callerBytes = "CALLER_BYTES"
  /// The caller calls more often than it may.
  case callerRate = "CALLER_RATE"
}

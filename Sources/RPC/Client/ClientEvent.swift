/// What a ``Client`` does by itself, for those who want to see it.
public enum ClientEvent: Sendable, Hashable {
  /// There is no connection; the next try to make one is after the pause.
  case waiting(RPCStatus, pause: Duration)
  /// There is a connection again.
  case reconnected
  /// A call has failed and is made again after the pause.
  case retrying(Method, RPCStatus, pause: Duration)
}

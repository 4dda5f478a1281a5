/// What a caller may say about one call.
public struct CallOptions: Sendable {
  /// How long the caller waits, sent to the server as the call's deadline; nil: the server's
  /// default.
  public var timeout: Duration?
  public var metadata: Metadata

  public init(timeout: Duration? = nil, metadata: Metadata = Metadata()) {
    self.timeout = timeout
    self.metadata = metadata
  }
}

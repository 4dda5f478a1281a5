/// A method's full name: `windowstaff.v1.StaffService` / `GetStaff`.
public struct MethodName: Sendable, Hashable, CustomStringConvertible {
  public let service: String
  public let method: String

  public init(service: String, method: String) {
    self.service = service
    self.method = method
  }

  public var description: String { "\(service)/\(method)" }
}

/// Which sides of a call are streams.
public enum CallShape: Sendable, Hashable {
  case unary, clientStreaming, serverStreaming, bidirectional
}

public struct Method: Sendable, Hashable {
  public let name: MethodName
  public let shape: CallShape
  /// When a client may make a call again.
  public let retry: MethodRetry

  public init(service: String, method: String, shape: CallShape, retry: MethodRetry = .never) {
    self.name = MethodName(service: service, method: method)
    self.shape = shape
    self.retry = retry
  }
}

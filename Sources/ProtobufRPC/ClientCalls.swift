public import ProtobufRuntime
public import RPC

/// Typed calls: what generated clients use.
extension Caller {
  /// - Throws: `RPCStatus`: that of the call; `INVALID_ARGUMENT` if the request cannot be encoded;
  ///   `INTERNAL` if the answer is malformed.
  public func unary<Input: ProtobufMessage, Output: ProtobufMessage>(
    _ method: Method, _ request: Input, options: CallOptions
  ) async throws -> Output {
    try Output(response: try await unary(method, request.encodedRequest(), options: options))
  }

  public func serverStreaming<Input: ProtobufMessage, Output: ProtobufMessage>(
    _ method: Method, _ request: Input, options: CallOptions
  ) async throws -> ResponseMessages<Output> {
    let buffer = try request.encodedRequest()
    return ResponseMessages(try await serverStream(method, buffer, options: options))
  }
}

extension Client {
  /// Does the work, which is one call of the method with all of its messages, and does it again
  /// from its beginning where that is safe.
  /// - Parameter first: the call's first message, whose `request_id` may make it safe.
  public func retrying<Value>(
    _ method: Method, first: some ProtobufMessage, options: CallOptions,
    _ work: (any Caller, CallOptions) async throws -> Value
  ) async throws -> Value {
    let isSafe = method.retry.allows(try first.encodedRequest())
    return try await retrying(method, isSafe: isSafe, options: options, work)
  }
}

/// A call with many requests and one response.
public struct ClientStreamingCall<Input: ProtobufMessage, Output: ProtobufMessage>: Sendable {
  private let stream: ClientStream

  public init(_ stream: ClientStream) { self.stream = stream }

  /// Waits while the server reads slower.
  public func send(_ request: Input) async throws {
    try await stream.send(try request.encodedRequest())
  }

  /// Says that no request follows, and waits for the response.
  /// - Throws: `RPCStatus`; `INTERNAL` if the server answered nothing.
  public func response() async throws -> Output {
    try await stream.closeSend()
    var responses = ResponseMessages<Output>(stream.responses).makeAsyncIterator()
    guard let response = try await responses.next() else {
      throw RPCStatus(.internal, "the call ended without a response")
    }
    return response
  }

  /// Cancels the call here and on the server.
  public func cancel() { stream.cancel() }
}

/// A call with many requests and many responses.
public struct BidirectionalCall<Input: ProtobufMessage, Output: ProtobufMessage>: Sendable {
  private let stream: ClientStream

  public init(_ stream: ClientStream) { self.stream = stream }

  /// Waits while the server reads slower.
  public func send(_ request: Input) async throws {
    try await stream.send(try request.encodedRequest())
  }

  /// Says that no request follows.
  public func closeSend() async throws { try await stream.closeSend() }

  public var responses: ResponseMessages<Output> { ResponseMessages(stream.responses) }

  /// Cancels the call here and on the server.
  public func cancel() { stream.cancel() }
}

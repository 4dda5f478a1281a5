public import ProtobufRuntime
public import RPC

/// Registration of typed handlers: what generated code calls.
extension MethodTable {
  public mutating func register<Input: ProtobufMessage, Output: ProtobufMessage>(
    inline method: Method,
    _ body: @escaping @Sendable (Input, ServerCall) throws -> Output
  ) {
    register(
      method, .inline { call, buffer in try body(Input(request: buffer), call).encodedResponse() })
  }

  public mutating func register<Input: ProtobufMessage, Output: ProtobufMessage>(
    unary method: Method,
    _ body: @escaping @Sendable (Input, ServerCall) async throws -> Output
  ) {
    register(
      method,
      .unary { call, buffer in try await body(Input(request: buffer), call).encodedResponse() })
  }

  public mutating func register<Input: ProtobufMessage, Output: ProtobufMessage>(
    serverStreaming method: Method,
    _ body: @escaping @Sendable (Input, MessageWriter<Output>, ServerCall) async throws -> Void
  ) {
    register(
      method,
      .stream { call, requests, responses in
        var iterator = MessageStream<Input>(requests).makeAsyncIterator()
        guard let request = try await iterator.next() else {
          throw RPCStatus(.invalidArgument, "\(method.name): the call ended without a request")
        }
        try await body(request, MessageWriter(responses), call)
      })
  }

  public mutating func register<Input: ProtobufMessage, Output: ProtobufMessage>(
    clientStreaming method: Method,
    _ body: @escaping @Sendable (MessageStream<Input>, ServerCall) async throws -> Output
  ) {
    register(
      method,
      .stream { call, requests, responses in
        let response = try await body(MessageStream(requests), call)
        try await responses.write(response.encodedResponse())
      })
  }

  public mutating func register<Input: ProtobufMessage, Output: ProtobufMessage>(
    bidirectional method: Method,
    _ body:
      @escaping @Sendable (MessageStream<Input>, MessageWriter<Output>, ServerCall) async throws ->
      Void
  ) {
    register(
      method,
      .stream { call, requests, responses in
        try await body(MessageStream(requests), MessageWriter(responses), call)
      })
  }
}

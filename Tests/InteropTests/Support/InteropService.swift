import InteropProto
import NIOCore
import ProtobufRPC
import RPC

/// The server's side of gRPC's interoperability tests, without `UnimplementedCall`.
enum InteropService {
  static func register(in table: inout MethodTable) {
    table.register(unary: TestServiceMethods.emptyCall) { (_: Empty, call) in
      echoMetadata(call)
      return Empty()
    }
    table.register(unary: TestServiceMethods.unaryCall) { (request: SimpleRequest, call) in
      echoMetadata(call)
      try check(request.responseStatus)
      return SimpleResponse(payload: payload(request.responseSize))
    }
    table.register(serverStreaming: TestServiceMethods.streamingOutputCall) {
      (request: StreamingOutputCallRequest, responses, call) in
      echoMetadata(call)
      try await answer(request, responses)
    }
    table.register(clientStreaming: TestServiceMethods.streamingInputCall) {
      (requests: MessageStream<StreamingInputCallRequest>, call) in
      echoMetadata(call)
      var size = 0
      for try await request in requests { size += request.payload?.body.count ?? 0 }
      return StreamingInputCallResponse(aggregatedPayloadSize: Int32(size))
    }
    table.register(bidirectional: TestServiceMethods.fullDuplexCall) {
      (requests: MessageStream<StreamingOutputCallRequest>, responses, call) in
      echoMetadata(call)
      for try await request in requests { try await answer(request, responses) }
    }
  }

  private static func answer(
    _ request: StreamingOutputCallRequest,
    _ responses: MessageWriter<StreamingOutputCallResponse>
  ) async throws {
    try check(request.responseStatus)
    for parameters in request.responseParameters {
      if parameters.intervalUs > 0 {
        try await Task.sleep(for: .microseconds(parameters.intervalUs))
      }
      try await responses.write(StreamingOutputCallResponse(payload: payload(parameters.size)))
    }
  }

  private static func payload(_ size: Int32) -> Payload {
    Payload(body: [UInt8](repeating: 0, count: Int(size)))
  }

  private static func check(_ status: EchoStatus?) throws {
    guard let status, status.code != 0 else { return }
    let detail = RPCStatus.Detail(typeName: "google.rpc.ErrorInfo", value: [])
    throw RPCStatus(StatusCode(rawValue: status.code), status.message, details: [detail])
  }

  private static func echoMetadata(_ call: ServerCall) {
    let leading = "x-grpc-test-echo-initial"
    let trailing = "x-grpc-test-echo-trailing-bin"
    if let value = call.metadata[leading] { call.answerMetadata?.leading.append(leading, value) }
    if let bytes = call.metadata.bytes(trailing) {
      call.answerMetadata?.trailing.append(binary: trailing, bytes)
    }
  }
}

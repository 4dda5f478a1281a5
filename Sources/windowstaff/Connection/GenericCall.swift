import NIOCore
import ProtobufRPC
import ProtobufRuntime
import RPC
import WindowStaffProto

/// A call of any method, known by its schema alone.
struct GenericCall: Sendable {
  let schema: MethodSchema
  let session: Session

  /// Sends the requests; each answer is a line, or pretty when there is only one.
  func run(_ requests: [ByteBuffer], _ write: (String) -> Void) async throws {
    if schema.method.shape == .unary {
      let answer = try await session.client.unary(
        schema.method, requests[0], options: session.options)
      write(try schema.output.json(decoding: answer, format: Console.answerFormat) + "\n")
      return
    }
    let line = JSONFormat(includesDefaults: true, keepsProtoNames: true)
    if schema.method.shape == .serverStreaming {
      let answers = try await session.client.serverStream(
        schema.method, requests[0], options: session.options)
      for try await answer in answers {
        write(try schema.output.json(decoding: answer, format: line) + "\n")
      }
      return
    }
    let stream = try await session.client.open(schema.method, options: session.options)
    try await withTaskCancellationHandler {
      for request in requests { try await stream.send(request) }
      try await stream.closeSend()
      for try await answer in stream.responses {
        write(try schema.output.json(decoding: answer, format: line) + "\n")
      }
    } onCancel: {
      stream.cancel()
    }
  }
}

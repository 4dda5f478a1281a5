import InteropProto
import Logging
import ProtobufRPC
import ProtobufRuntime
import RPC
import RPCHTTP2

/// Serves `rpc/echo.proto` on both protocols: the same messages as every peer's, by our codec.
enum EchoServer {
  private static let inline = Method(service: "bench.Echo", method: "Echo", shape: .unary)
  private static let task = Method(service: "bench.Echo", method: "Task", shape: .unary)
  private static let stream = Method(
    service: "bench.Echo", method: "Stream", shape: .serverStreaming)

  static func start(at socket: String) async throws -> Server {
    var table = MethodTable()
    table.register(inline: inline) { (request: Payload, _) in request }
    table.register(unary: task) { (request: Payload, _) async in request }
    table.register(serverStreaming: stream) {
      (request: Payload, answers: MessageWriter<Payload>, _) in
      let answer = Payload(body: request.body)
      // The count stands where the message has its type.
      for _ in 0..<request.type.rawValue { try await answers.write(answer) }
    }
    var configuration = ServerConfiguration()
    configuration.protocols = [GRPC()]
    let server = Server(
      table: table, configuration: configuration, logger: Logger(label: "bench"))
    _ = try await server.start(on: [.unix(path: socket)])
    return server
  }
}

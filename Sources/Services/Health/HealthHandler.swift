internal import ProtobufRPC
public import RPC
internal import WindowStaffProto

/// The public gRPC health checking protocol.
struct HealthHandler: GrpcHealthV1HealthProvider {
  let state: HealthState

  func check(
    _ request: GrpcHealthV1.HealthCheckRequest, _ call: ServerCall
  ) throws -> GrpcHealthV1.HealthCheckResponse {
    guard state.knows(request.service) else {
      throw RPCStatus(.notFound, "there is no service \(request.service)")
    }
    return GrpcHealthV1.HealthCheckResponse(status: state.isServing ? .serving : .notServing)
  }

  func watch(
    _ request: GrpcHealthV1.HealthCheckRequest,
    _ responses: MessageWriter<GrpcHealthV1.HealthCheckResponse>, _ call: ServerCall
  ) async throws {
    guard state.knows(request.service) else {
      // As the protocol says: a service may appear later, so the stream stays open.
      try await responses.write(.init(status: .serviceUnknown))
      for await _ in state.changes() {}
      return
    }
    for await isServing in state.changes() {
      try await responses.write(.init(status: isServing ? .serving : .notServing))
    }
  }
}

extension MethodTable {
  /// Serves `grpc.health.v1.Health`.
  public mutating func register(health: HealthState) {
    register(grpcHealthV1Health: HealthHandler(state: health))
  }
}

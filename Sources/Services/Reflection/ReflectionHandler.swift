internal import ProtobufRPC
public import RPC
internal import WindowStaffProto

/// gRPC's public server reflection protocol, from the descriptors that the program carries.
struct ReflectionHandler: GrpcReflectionV1ServerReflectionProvider {
  typealias Request = GrpcReflectionV1.ServerReflectionRequest
  typealias Response = GrpcReflectionV1.ServerReflectionResponse
  typealias Answer = GrpcReflectionV1.ServerReflectionResponse.MessageResponse

  let schema: SchemaIndex
  let services: [String]

  func serverReflectionInfo(
    _ requests: MessageStream<Request>, _ responses: MessageWriter<Response>, _ call: ServerCall
  ) async throws {
    for try await request in requests {
      try await responses.write(
        Response(
          validHost: request.host, originalRequest: request,
          messageResponse: answer(to: request.messageRequest)))
    }
  }

  private func answer(to question: Request.MessageRequest?) -> Answer {
    switch question {
    case .fileByFilename(let name):
      answer(schema.files(named: name), orMissing: "the schema has no file \(name)")
    case .fileContainingSymbol(let name):
      answer(schema.files(declaring: name), orMissing: "the schema does not declare \(name)")
    case .fileContainingExtension(let wanted):
      error(.notFound, "the schema has no extension of \(wanted.containingType)")
    case .allExtensionNumbersOfType(let name):
      error(.notFound, "the schema has no extension of \(name)")
    case .listServices:
      .listServicesResponse(.init(service: services.map { .init(name: $0) }))
    case nil:
      error(.invalidArgument, "the request asks nothing that this server knows")
    }
  }

  private func answer(_ files: [[UInt8]]?, orMissing words: String) -> Answer {
    guard let files else { return error(.notFound, words) }
    return .fileDescriptorResponse(.init(fileDescriptorProto: files))
  }

  private func error(_ code: StatusCode, _ words: String) -> Answer {
    .errorResponse(.init(errorCode: code.rawValue, errorMessage: words))
  }
}

extension MethodTable {
  /// Serves reflection, in both of its versions, over all services registered so far and its own.
  /// - Parameter descriptorSet: an encoded `google.protobuf.FileDescriptorSet`.
  public mutating func registerReflection(descriptorSet: UnsafeRawBufferPointer) throws {
    let v1 = GrpcReflectionV1ServerReflectionMethods.serverReflectionInfo
    let v1alpha = GrpcReflectionV1alphaServerReflectionMethods.serverReflectionInfo
    let handler = ReflectionHandler(
      schema: try SchemaIndex(descriptorSet: descriptorSet),
      services: services + [v1.name.service, v1alpha.name.service])
    register(grpcReflectionV1ServerReflection: handler)
    // The versions differ in their package's name alone: the bytes are the same.
    register(bidirectional: v1alpha) { try await handler.serverReflectionInfo($0, $1, $2) }
  }
}

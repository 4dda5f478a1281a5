internal import ProtobufRPC
internal import RPC
internal import Records
internal import Rules
internal import Store
internal import WindowStaffProto

extension ImportServiceHandler {
  func exportRecords(
    _ request: ExportRecordsRequest, _ responses: MessageWriter<ExportRecordsResponse>,
    _ call: ServerCall
  ) async throws {
    let kinds = try kinds(named: request.kinds)
    try slots.take()
    defer { slots.release() }
    let records = try await context.county(of: call).read { try $0.records() }
    for kind in kinds where records.count(of: kind) > 0 {
      let file = try await context.work.run { _ in RecordWriter(records).file(of: kind) }
      for start in stride(from: 0, to: file.count, by: ServiceLimits.exportChunkBytes) {
        let end = min(start + ServiceLimits.exportChunkBytes, file.count)
        try await responses.write(
          ExportRecordsResponse(
            file: FileChunk(fileName: kind.fileName, data: Array(file[start..<end]))))
      }
    }
  }

  private func kinds(named names: [String]) throws -> [RecordKind] {
    guard !names.isEmpty else { return RecordKind.all }
    return try names.map { name in
      guard let kind = RecordKind.all.first(where: { $0.name == name }) else {
        throw Problem.unknownRecordKind(name)
      }
      return kind
    }
  }
}

extension RecordSet {
  fileprivate func count(of kind: RecordKind) -> Int {
    kind == .punches ? punches.words.count : self[kind].count
  }
}

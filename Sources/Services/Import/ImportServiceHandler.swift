internal import Glibc
internal import ProtobufRPC
internal import RPC
internal import Records
internal import Rules
internal import Store
internal import WindowStaffProto

/// Takes records from files or rows: spooled to disk, checked whole, stored all or nothing.
struct ImportServiceHandler: ImportServiceProvider {
  let context: ServiceContext
  let slots = ImportSlots(ServiceLimits.importsAtOnceMax)

  func importRecords(
    _ requests: MessageStream<ImportRecordsRequest>, _ call: ServerCall
  ) async throws -> ImportRecordsResponse {
    let store = try await context.county(of: call)
    try slots.take()
    defer { slots.release() }
    let spool = try ImportSpool(in: context.folder.path)
    defer { spool.remove() }
    let begin = try await receive(requests, into: spool)
    let write = IdempotentWrite(
      requestID: try RequestFields.requestID(begin.requestId),
      requestHash: spool.fingerprint(dryRun: begin.dryRun), call: call, at: context.now())
    // Asked before the files are read, and again in the transaction that stores them.
    if let first: ImportRecordsResponse = try await store.read(write.firstAnswer) { return first }
    let reading = try await read(spool, known: try await store.read { try $0.knownCodes() })
    return try await self.store(reading, in: store, begin, write)
  }

  private func receive(
    _ requests: MessageStream<ImportRecordsRequest>, into spool: ImportSpool
  ) async throws -> ImportBegin {
    var iterator = requests.makeAsyncIterator()
    guard case .begin(let begin) = try await iterator.next()?.part else {
      throw Problem.importOutOfOrder(
        zh: "导入的第一条消息必须是 begin", en: "the first message of an import must be begin")
    }
    while let request = try await iterator.next() {
      switch request.part {
      case .file(let chunk): try spool.append(chunk.data, to: chunk.fileName)
      case .rows(let batch): try spool.append(batch)
      case .begin, nil:
        throw Problem.importOutOfOrder(
          zh: "begin 之后的消息须是文件片段或行", en: "after begin come pieces of files or rows")
      }
    }
    try spool.finish()
    return begin
  }

  private func read(
    _ spool: ImportSpool, known: KnownCodes
  ) async throws -> RecordReader.Reading {
    try await context.work.run { [threads = context.threads] isCancelled in
      var reader = RecordReader()
      reader.known = known
      reader.threads = threads
      reader.isCancelled = isCancelled
      return try reader.read(folder: spool.folder)
    }
  }

  private func store(
    _ reading: RecordReader.Reading, in store: CountyStore, _ begin: ImportBegin,
    _ write: IdempotentWrite
  ) async throws -> ImportRecordsResponse {
    try await store.write { transaction in
      try write.answer(in: transaction) {
        let differences = try transaction.upsert(reading.records, dryRun: begin.dryRun)
        let response = ImportRecordsResponse(
          dryRun: begin.dryRun, kinds: differences.kinds.map(KindDifferences.init),
          notes: reading.notes.map(WindowStaffProto.Problem.init),
          rowCount: Int64(
            differences.inserted + differences.updated + differences.unchanged))
        guard !begin.dryRun else { return response }
        // Parameters that came in earlier imports and these together must keep the conditions.
        let broken = try transaction.policy().brokenConditions()
        guard broken.isEmpty else {
          throw Rules.ProblemReport(problems: broken.map(\.inPolicyFile))
        }
        _ = try transaction.audit(
          write.event(
            subject: "records", before: "",
            after: differences.kinds.map(\.summary).joined(separator: "; ")))
        return response
      }
    }
  }
}

extension Rules.Problem {
  fileprivate var inPolicyFile: Self {
    var copy = self
    copy.place = Place(file: RecordKind.policy.fileName, column: field)
    return copy
  }
}

extension ImportDifferences.Kind {
  /// `punches +1000 ~2 =5`: inserted, updated, unchanged.
  fileprivate var summary: String { "\(kind) +\(inserted) ~\(updated) =\(unchanged)" }
}

extension KindDifferences {
  init(_ kind: ImportDifferences.Kind) {
    self.init(
      kind: kind.kind, inserted: Int64(kind.inserted), updated: Int64(kind.updated),
      unchanged: Int64(kind.unchanged),
      examples: kind.examples.map {
        Difference(key: $0.key, column: $0.column, before: $0.before, after: $0.after)
      })
  }
}

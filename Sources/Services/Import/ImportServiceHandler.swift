internal import Glibc
internal import ProtobufRPC
internal import RPC
internal import Records
internal import Rules
internal import Scoring
internal import Store
internal import WindowStaffProto

/// Takes records from files or rows: spooled to disk, checked whole, stored all or nothing.
struct ImportServiceHandler: ImportServiceProvider {
  let context: ServiceContext
  let slots = Slots(ServiceLimits.importsAtOnceMax, refusal: .importsBusy)

  func importRecords(
    _ requests: MessageStream<ImportRecordsRequest>, _ call: ServerCall
  ) async throws -> ImportRecordsResponse {
    defer { giveBackMemory() }
    return try await importAll(requests, call)
  }

  private func importAll(
    _ requests: MessageStream<ImportRecordsRequest>, _ call: ServerCall
  ) async throws -> ImportRecordsResponse {
    let store = try await context.county(of: call)
    try slots.take()
    defer { slots.release() }
    let spool = try ImportSpool(in: context.folder.path)
    defer { spool.remove() }
    let begin = try await receive(requests, into: spool)
    let write = IdempotentWrite(
      requestID: begin.requestID,
      requestHash: spool.fingerprint(dryRun: begin.dryRun), call: call,
      context: context)
    // Asked before the files are read, and again in the transaction that stores them.
    if let first: ImportRecordsResponse = try await store.read(write.firstAnswer) { return first }
    let (known, plugins) = try await store.read { [month = context.currentMonth] snapshot in
      (try snapshot.knownCodes(), try snapshot.activePlugins(in: month))
    }
    let schema = try await context.work.run { [context] _ in
      try context.schema(with: plugins, of: store.code)
    }
    let reading = try await read(spool, known, schema)
    return try await self.store(reading, in: store, dryRun: begin.dryRun, write)
  }

  /// Spools all that the client sends; what `begin` says is checked before the files come.
  private func receive(
    _ requests: MessageStream<ImportRecordsRequest>, into spool: ImportSpool
  ) async throws -> (requestID: String?, dryRun: Bool) {
    var iterator = requests.makeAsyncIterator()
    guard case .begin(let begin) = try await iterator.next()?.part else {
      throw Problem.importOutOfOrder(
        zh: "导入的第一条消息必须是 begin", en: "the first message of an import must be begin")
    }
    let requestID = try RequestFields.requestID(begin.requestId)
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
    return (requestID, begin.dryRun)
  }

  /// Dimensions and parameters that records name are those of the scorers that are active now.
  private func read(
    _ spool: ImportSpool, _ known: KnownCodes, _ schema: PolicySchema
  ) async throws -> RecordReader.Reading {
    try await context.work.run { [threads = context.threads] isCancelled in
      var reader = RecordReader()
      reader.schema = schema
      reader.known = known
      reader.threads = threads
      reader.isCancelled = isCancelled
      return try reader.read(folder: spool.folder)
    }
  }

  private func store(
    _ reading: RecordReader.Reading, in store: CountyStore, dryRun: Bool,
    _ write: IdempotentWrite
  ) async throws -> ImportRecordsResponse {
    try await store.write { transaction in
      try write.answer(in: transaction) {
        let differences =
          dryRun
          ? try transaction.undoing { try transaction.upsertChecked(reading.records) }
          : try transaction.upsertChecked(reading.records)
        if !dryRun {
          try transaction.audit(
            write.event(
              subject: "records", before: "",
              after: differences.kinds.map(\.summary).joined(separator: "; ")))
        }
        return ImportRecordsResponse(
          dryRun: dryRun, kinds: differences.kinds.map(KindDifferences.init),
          notes: reading.notes.map(WindowStaffProto.Problem.init),
          rowCount: Int64(
            differences.inserted + differences.updated + differences.unchanged))
      }
    }
  }
}

extension WriteTransaction {
  /// Stores the records. Parameters of earlier imports and these together must keep the policy's
  /// conditions.
  fileprivate func upsertChecked(_ records: RecordSet) throws -> ImportDifferences {
    let differences = try upsert(records)
    let broken = try policy(records.policy.schema).brokenConditions()
    guard broken.isEmpty else {
      throw Rules.ProblemReport(problems: broken.map(\.inPolicyFile))
    }
    return differences
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

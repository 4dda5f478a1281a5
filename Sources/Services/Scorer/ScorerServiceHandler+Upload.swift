internal import ProtobufRPC
internal import RPC
internal import Records
internal import Rules
internal import Scoring
internal import Signing
internal import Store
internal import WindowStaffProto

extension ScorerServiceHandler {
  func uploadScorer(
    _ requests: MessageStream<UploadScorerRequest>, _ call: ServerCall
  ) async throws -> UploadScorerResponse {
    let store = try await context.county(of: call)
    let upload = try ScorerUpload(in: context.folder.path)
    defer { upload.remove() }
    var iterator = requests.makeAsyncIterator()
    guard case .begin(let begin) = try await iterator.next()?.part else {
      throw Problem.uploadOutOfOrder(
        zh: "上传的第一条消息必须是 begin", en: "the first message of an upload must be begin")
    }
    while let request = try await iterator.next() {
      guard case .data(let data) = request.part else {
        throw Problem.uploadOutOfOrder(
          zh: "begin 之后的消息须是文件内容", en: "after begin come the library's bytes")
      }
      try upload.append(data)
    }
    // Taken once all has come: who sends slowly holds no other county up.
    try slots.take()
    defer { slots.release() }
    let host = try await verified(upload, begin, store)
    let comparison = try await dryRun(host, store)
    let plugin = try await keep(host, upload, begin, store, call)
    return UploadScorerResponse(
      scorer: WindowStaffProto.ScorerPlugin(plugin), dryRun: comparison.map(BacktestMonth.init))
  }

  /// Verifies an upload from its size to its determinism, and loads it.
  func verified(
    _ upload: ScorerUpload, _ begin: UploadBegin, _ store: CountyStore
  ) async throws -> any ScorerHost {
    try upload.finish()
    guard upload.digest == begin.digest else {
      throw Problem.scorerDigestMismatch(begin.digest, upload.digest)
    }
    let key = try await store.read { try $0.trustKey(begin.keyId) }
    let signature = ScorerSignature(
      digest: upload.digest, keyID: begin.keyId, signature: begin.signature)
    guard signature.isMade(by: try PublicKey(bytes: key.publicKey)) else {
      throw Problem.scorerSignatureWrong(begin.keyId)
    }
    return try await context.work.run { _ in
      do {
        return try ScorerRegistry.verified(folder: upload.folder)
      } catch var problem as Rules.Problem
        where problem.category == .fault && problem.code != .scorerProcess
      {
        // The fault is of what was sent, not of the server.
        problem.category = .precondition
        throw problem
      }
    }
  }

  /// What the plugin would change in the latest month that has records; the members are left out,
  /// since those who upload need not see them. nil where there are no records.
  private func dryRun(
    _ plugin: any ScorerHost, _ store: CountyStore
  ) async throws -> MonthComparison? {
    guard let month = try await store.read({ try $0.monthsWithPunches().max() }) else {
      return nil
    }
    defer { giveBackMemory() }
    let (records, basis) = try await store.read { snapshot in
      (
        try snapshot.records(months: month...month, columns: .scoring),
        try snapshot.basis(of: month)
      )
    }
    return try await context.work.run { [context] isCancelled in
      let time = ScorerTime.ofOneRun()
      let before = try context.scoring(basis, of: store.code, within: time)
      let host = try ComposedScorers(
        before.host, replacedBy: [TimedScorers(plugin, within: time)])
      let after = try MonthScoring(host: host, policy: before.policy)
      let options = ScoringOptions(threads: context.threads, isCancelled: isCancelled)
      var comparison = try MonthComparison(
        records, month: month, before: before, after: after, withReasons: false, options: options)
      comparison.changes = []
      return comparison
    }
  }

  /// Puts the file in its place, then says so in the county's database: a crash between the two
  /// leaves a file that nobody names.
  private func keep(
    _ host: any ScorerHost, _ upload: ScorerUpload, _ begin: UploadBegin, _ store: CountyStore,
    _ call: ServerCall
  ) async throws -> Store.ScorerPlugin {
    guard let scorer = host.scorers.first else { throw Problem.scorerSize(0) }
    let write = IdempotentWrite(requestID: nil, requestHash: [], call: call, context: context)
    let plugin = Store.ScorerPlugin(
      digest: upload.digest, dimension: scorer.dimension.rawValue, version: scorer.version,
      name: scorer.label, clause: scorer.clause, byteCount: upload.byteCount, keyID: begin.keyId,
      uploader: write.actor, uploadedAt: write.at,
      declaration: ScorerDeclaration(
        facts: scorer.facts.map(\.rawValue), flags: scorer.flags,
        parameters: scorer.parameters.map { $0.policy(clause: scorer.clause) }))
    if begin.dryRun { return plugin }
    try context.registry.files.install(upload)
    return try await store.write { transaction in
      try transaction.addScorerPlugin(plugin)
      try transaction.audit(
        write.event(
          subject: "scorer/\(plugin.digest)", before: "",
          after: "uploaded: \(plugin.dimension) \(plugin.version), signed by \(plugin.keyID)"))
      return try transaction.scorerPlugin(plugin.digest)
    }
  }
}

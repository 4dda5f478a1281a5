internal import ProtobufRPC
internal import RPC
internal import Records
internal import Rules
internal import Scoring
internal import Store
internal import WindowStaffProto

/// What other means, or other decisions, would have come to. Nothing is written.
extension ScorerServiceHandler {
  func backtest(
    _ requests: MessageStream<BacktestRequest>, _ responses: MessageWriter<BacktestResponse>,
    _ call: ServerCall
  ) async throws {
    let store = try await context.county(of: call)
    let upload = try ScorerUpload(in: context.folder.path)
    defer { upload.remove() }
    let begin = try await receive(requests, into: upload)
    let months = try months(of: begin)
    // Taken once all has come: who sends slowly holds no other county up.
    try slots.take()
    defer { slots.release() }
    defer { giveBackMemory() }
    let time = ScorerTime.ofOneRun()
    let plugin = try await plugin(of: begin, upload, store).map { TimedScorers($0, within: time) }
    guard plugin != nil || !begin.changes.isEmpty else { throw Problem.backtestEmpty }
    for month in months {
      try await responses.write(progress(month, months))
      let comparison = try await compare(month, with: plugin, begin.changes, store, within: time)
      try await write(comparison, to: responses)
    }
  }

  func whatIf(_ request: WhatIfRequest, _ call: ServerCall) async throws -> WhatIfResponse {
    let month = try RequestFields.month(request.month)
    let suppositions = try request.suppositions.map { supposed in
      guard let verdict = Supposition.Verdict(rawValue: supposed.verdict) else {
        throw Problem.whatIfMalformed(supposed.verdict, supposed.record)
      }
      return try Supposition(verdict, supposed.record)
    }
    try slots.take()
    defer { slots.release() }
    defer { giveBackMemory() }
    let store = try await context.county(of: call)
    let (records, basis) = try await store.read { snapshot in
      (try snapshot.records(months: month...month), try snapshot.basis(of: month))
    }
    let comparison = try await context.work.run { [context] isCancelled in
      try context.scoring(basis, of: store.code).whatIf(
        request.staffNo, suppositions, records, month: month,
        options: ScoringOptions(threads: context.threads, isCancelled: isCancelled))
    }
    return WhatIfResponse(month: BacktestMonth(comparison))
  }

  private func receive(
    _ requests: MessageStream<BacktestRequest>, into upload: ScorerUpload
  ) async throws -> BacktestBegin {
    var iterator = requests.makeAsyncIterator()
    guard case .begin(let begin) = try await iterator.next()?.part else {
      throw Problem.uploadOutOfOrder(
        zh: "回测的第一条消息必须是 begin", en: "the first message of a backtest must be begin")
    }
    while let request = try await iterator.next() {
      guard case .data(let data) = request.part else {
        throw Problem.uploadOutOfOrder(
          zh: "begin 之后的消息须是文件内容", en: "after begin come the library's bytes")
      }
      try upload.append(data)
    }
    return begin
  }

  private func months(of begin: BacktestBegin) throws -> [YearMonth] {
    let first = try RequestFields.month(begin.fromMonth, field: "from_month")
    let last = try RequestFields.month(begin.toMonth, field: "to_month")
    guard first <= last, last.ordinal - first.ordinal < ServiceLimits.backtestMonthsMax else {
      throw Problem.monthsInvalid
    }
    return (first.ordinal...last.ordinal).map(YearMonth.init(ordinal:))
  }

  private func plugin(
    of begin: BacktestBegin, _ upload: ScorerUpload, _ store: CountyStore
  ) async throws -> (any ScorerHost)? {
    if !begin.digest.isEmpty {
      let kept = try await store.read { try $0.scorerPlugin(begin.digest) }
      return try await context.work.run { [context] _ in
        try context.registry.plugin(kept.digest, of: store.code)
      }
    }
    guard let signed = begin.upload else { return nil }
    return try await verified(upload, signed, store)
  }

  private func compare(
    _ month: YearMonth, with plugin: (any ScorerHost)?, _ changes: [PolicyValue],
    _ store: CountyStore, within time: ScorerTime
  ) async throws -> MonthComparison {
    let (records, basis) = try await store.read { snapshot in
      (try snapshot.records(months: month...month), try snapshot.basis(of: month))
    }
    guard records.staff.count > 0 else { throw Problem.noStaff }
    return try await context.work.run { [context] isCancelled in
      let before = try context.scoring(basis, of: store.code, within: time)
      let host =
        try plugin.map { try ComposedScorers(before.host, replacedBy: [$0]) as any ScorerHost }
        ?? before.host
      let policy = try PolicyDraft(basis.policy, changes).checked(for: host)
      let after = try MonthScoring(host: host, policy: policy)
      return try MonthComparison(
        records, month: month, before: before, after: after,
        options: ScoringOptions(threads: context.threads, isCancelled: isCancelled))
    }
  }

  private func progress(_ month: YearMonth, _ months: [YearMonth]) -> BacktestResponse {
    BacktestResponse(
      part: .progress(
        .init(
          month: month.description, done: Int64(month.ordinal - months[0].ordinal),
          total: Int64(months.count))))
  }

  /// The first message has the totals; the others have more changes.
  private func write(
    _ comparison: MonthComparison, to responses: MessageWriter<BacktestResponse>
  ) async throws {
    var rest = comparison.changes[...]
    var part = comparison
    part.changes = Array(rest.prefix(ServiceLimits.changesPerMessage))
    rest = rest.dropFirst(ServiceLimits.changesPerMessage)
    try await responses.write(BacktestResponse(part: .month(BacktestMonth(part))))
    while !rest.isEmpty {
      let changes = rest.prefix(ServiceLimits.changesPerMessage).map(MemberChange.init)
      rest = rest.dropFirst(ServiceLimits.changesPerMessage)
      try await responses.write(
        BacktestResponse(
          part: .month(BacktestMonth(month: comparison.month.description, changes: changes))))
    }
  }
}

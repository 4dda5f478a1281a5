internal import ProtobufRPC
internal import ProtobufRuntime
internal import RPC
internal import Rules
internal import Scoring
internal import Store
internal import WindowStaffProto

/// Scorer plugins of a county: clause 12.1.
struct ScorerServiceHandler: ScorerServiceProvider {
  let context: ServiceContext
  let slots = Slots(ServiceLimits.scorersAtOnceMax, refusal: .scorersBusy)

  func listScorers(
    _ request: ListScorersRequest, _ call: ServerCall
  ) async throws -> ListScorersResponse {
    let month =
      request.month.isEmpty ? context.currentMonth : try RequestFields.month(request.month)
    let store = try await context.county(of: call)
    let (plugins, basis) = try await store.read { snapshot in
      (try snapshot.scorerPlugins(), try snapshot.basis(of: month))
    }
    let active = try await context.work.run { [context] _ in
      // Listed also where the policy does not fit the scorers: the list is how one finds out.
      try context.identities(
        context.registry.host(with: basis.plugins, of: store.code), basis, of: store.code)
    }
    let kept = Set(basis.plugins)
    return ListScorersResponse(
      scorers: plugins.map(WindowStaffProto.ScorerPlugin.init),
      active: active.map {
        .init(
          dimension: $0.dimension, version: $0.version, digest: $0.digest,
          builtIn: !kept.contains($0.digest))
      })
  }

  func describeScorer(
    _ request: DescribeScorerRequest, _ call: ServerCall
  ) async throws -> DescribeScorerResponse {
    let named = request.scorer
    let store = try await context.county(of: call)
    let plugin = try await store.read { [context] snapshot in
      let active = try snapshot.activeScorers(in: context.currentMonth)[named]
      let isBuiltIn = context.scorers.scorers.contains { $0.dimension.rawValue == named }
      if active == nil, isBuiltIn { return Store.ScorerPlugin?.none }
      return try snapshot.scorerPlugin(active ?? named)
    }
    let descriptors = try await context.work.run { [context] _ in
      try plugin.map { try context.registry.plugin($0.digest, of: store.code).scorers }
        ?? context.scorers.scorers
    }
    let found = descriptors.first { plugin != nil || $0.dimension.rawValue == named }
    guard let found else { throw Problem.dimensionMalformed(named) }
    return DescribeScorerResponse(found, plugin)
  }

  func activateScorer(
    _ request: ActivateScorerRequest, _ call: ServerCall
  ) async throws -> ActivateScorerResponse {
    let month = try RequestFields.month(request.fromMonth, field: "from_month")
    let now = context.now()
    let store = try await context.county(of: call)
    if let first: ActivateScorerResponse = try await firstAnswer(
      request, request.requestId, call)
    {
      return first
    }
    // It must load, and fit the month's policy and the other scorers, before anything rests on it.
    let basis = try await store.read { snapshot in
      let plugin = request.digest.isEmpty ? nil : try snapshot.scorerPlugin(request.digest)
      var active = try snapshot.activeScorers(in: month)
      active[try plugin?.dimension ?? checkedDimension(request.dimension)] = plugin?.digest
      return MonthBasis(
        policy: try snapshot.policyVersion(in: month), plugins: active.values.sorted())
    }
    _ = try await context.work.run { [context] _ in try context.scoring(basis, of: store.code) }
    return try await change(request, request.requestId, call) { transaction, write in
      let plugin =
        request.digest.isEmpty ? nil : try transaction.scorerPlugin(request.digest)
      let dimension = try plugin?.dimension ?? checkedDimension(request.dimension)
      let before = try transaction.activeScorers(in: month)[dimension] ?? "built-in"
      let activation = try transaction.activateScorer(
        plugin?.digest, of: dimension, from: month, actor: write.actor, at: now)
      return (
        ActivateScorerResponse(activation: WindowStaffProto.ScorerActivation(activation)),
        write.event(
          subject: "scorer/\(dimension)", before: before,
          after: "\(plugin?.digest ?? "built-in") from \(month)")
      )
    }
  }

  func rollbackScorer(
    _ request: RollbackScorerRequest, _ call: ServerCall
  ) async throws -> RollbackScorerResponse {
    let dimension = try checkedDimension(request.dimension)
    let now = context.now()
    if let first: RollbackScorerResponse = try await firstAnswer(
      request, request.requestId, call)
    {
      return first
    }
    let notes = try await notes(onRollbackOf: dimension, call)
    return try await change(request, request.requestId, call) { transaction, write in
      let withdrawn = try transaction.withdrawActivation(
        of: dimension, actor: write.actor, at: now)
      let month = withdrawn.fromMonth
      return (
        RollbackScorerResponse(
          withdrawn: WindowStaffProto.ScorerActivation(withdrawn),
          notes: notes.map(WindowStaffProto.Problem.init)),
        write.event(
          subject: "scorer/\(dimension)",
          before: "\(withdrawn.digest ?? "built-in") from \(month)",
          after: try transaction.activeScorers(in: month)[dimension] ?? "built-in")
      )
    }
  }

  func retireScorer(
    _ request: RetireScorerRequest, _ call: ServerCall
  ) async throws -> RetireScorerResponse {
    let now = context.now()
    return try await change(request, request.requestId, call) { transaction, write in
      let plugin = try transaction.retireScorer(request.digest, at: now)
      return (
        RetireScorerResponse(scorer: WindowStaffProto.ScorerPlugin(plugin)),
        write.event(subject: "scorer/\(plugin.digest)", before: "", after: "retired")
      )
    }
  }

  func listActivations(
    _ request: ListActivationsRequest, _ call: ServerCall
  ) async throws -> ListActivationsResponse {
    let dimension = RequestFields.filter(request.dimension)
    let activations = try await context.county(of: call).read {
      try $0.scorerActivations(of: dimension)
    }
    return ListActivationsResponse(
      activations: activations.map(WindowStaffProto.ScorerActivation.init))
  }

  /// Why the month could not be scored once the dimension's last activation is taken back. It is
  /// taken back all the same: what is wrong with the scorer before it may be mended afterwards,
  /// while the one that is there may be what is at fault.
  private func notes(
    onRollbackOf dimension: String, _ call: ServerCall
  ) async throws -> [Rules.Problem] {
    let store = try await context.county(of: call)
    let basis = try await store.read { snapshot in
      let last = try snapshot.lastActivation(of: dimension)
      let month = last.fromMonth
      return MonthBasis(
        policy: try snapshot.policyVersion(in: month),
        plugins: try snapshot.activeScorers(in: month, without: last.id).values.sorted())
    }
    return try await context.work.run { [context] _ in
      do {
        _ = try context.scoring(basis, of: store.code)
        return []
      } catch let problem as Rules.Problem {
        return [problem]
      } catch let report as Rules.ProblemReport {
        return report.problems
      }
    }
  }

  /// The answer that the request got when it came before, whatever has changed since.
  private func firstAnswer<Answer: ProtobufMessage>(
    _ request: some ProtobufMessage, _ requestID: String, _ call: ServerCall
  ) async throws -> Answer? {
    let write = try write(request, requestID, call)
    return try await context.county(of: call).read(write.firstAnswer)
  }

  private func write(
    _ request: some ProtobufMessage, _ requestID: String, _ call: ServerCall
  ) throws -> IdempotentWrite {
    try IdempotentWrite(
      requestID: RequestFields.requestID(requestID), request: request, call: call,
      context: context)
  }

  /// Makes a change of the county, once a request id, with its entry in the audit.
  func change<Answer: ProtobufMessage>(
    _ request: some ProtobufMessage, _ requestID: String, _ call: ServerCall,
    _ body:
      @escaping @Sendable (WriteTransaction, IdempotentWrite) throws -> (Answer, AuditEvent)
  ) async throws -> Answer {
    let write = try write(request, requestID, call)
    return try await context.county(of: call).write { transaction in
      try write.answer(in: transaction) {
        let (answer, event) = try body(transaction, write)
        try transaction.audit(event)
        return answer
      }
    }
  }

  private func checkedDimension(_ id: String) throws -> String {
    guard let dimension = Dimension(rawValue: id) else { throw Problem.dimensionMalformed(id) }
    return dimension.rawValue
  }
}

extension ServiceContext {
  /// The county's month now.
  var currentMonth: YearMonth { LocalTime(utcSeconds: now()).day.month }
}

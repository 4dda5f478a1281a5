internal import RPC
internal import Rules
internal import Scoring
internal import Store
internal import WindowStaffProto

/// Versions of a county's policy: clauses 9.1.2 and 12.
extension CountyServiceHandler {
  func createPolicy(
    _ request: CreatePolicyRequest, _ call: ServerCall
  ) async throws -> CreatePolicyResponse {
    let month = try RequestFields.month(request.fromMonth, field: "from_month")
    guard request.note.count <= ServiceLimits.noteCharactersMax else {
      throw Rules.Problem.noteTooLong
    }
    let write = try IdempotentWrite(
      requestID: RequestFields.requestID(request.requestId), request: request, call: call,
      context: context)
    let store = try await context.county(of: call)
    let host = try await host(of: month, store)
    return try await store.write { transaction in
      try write.answer(in: transaction) {
        let base = try transaction.policyVersion(in: month)
        let draft = PolicyDraft(base, request.changes)
        let policy = try draft.checked(for: host)
        let differences = policy.differences(from: base.policy(for: host))
        guard !differences.isEmpty else { throw Rules.Problem.policyUnchanged }
        let version = Store.PolicyVersion(
          number: 0, fromMonth: month, note: request.note, creator: write.actor,
          createdAt: write.at, values: draft.values)
        let add = { try transaction.addPolicyVersion(version, from: month) }
        let added = request.dryRun ? try transaction.undoing(add) : try add()
        if !request.dryRun {
          try transaction.audit(
            write.event(
              subject: "policy/\(added.number)", before: "version \(base.number)",
              after: "from \(month): "
                + differences.map { "\($0.name) \($0.before) → \($0.after)" }
                .joined(separator: ", ")))
        }
        return CreatePolicyResponse(
          policy: WindowStaffProto.PolicyVersion(added, policy), differences: differences)
      }
    }
  }

  func listPolicies(
    _ request: ListPoliciesRequest, _ call: ServerCall
  ) async throws -> ListPoliciesResponse {
    let (versions, hosts) = try await versions(of: call) { try $0.policyVersions() }
    return ListPoliciesResponse(
      policies: zip(versions, hosts).map { version, host in
        var message = WindowStaffProto.PolicyVersion(version, version.policy(for: host))
        message.values = []
        return message
      })
  }

  func getPolicy(
    _ request: GetPolicyRequest, _ call: ServerCall
  ) async throws -> GetPolicyResponse {
    let month: YearMonth?
    switch request.which {
    case .month(let text): month = try RequestFields.month(text)
    case .version: month = nil
    case nil: month = context.currentMonth
    }
    let (versions, hosts) = try await versions(of: call) { snapshot in
      if let month { return [try snapshot.policyVersion(in: month)] }
      guard case .version(let number) = request.which else { return [] }
      return [try snapshot.policyVersion(Int(number))]
    }
    return GetPolicyResponse(
      policy: WindowStaffProto.PolicyVersion(versions[0], versions[0].policy(for: hosts[0])))
  }

  func diffPolicies(
    _ request: DiffPoliciesRequest, _ call: ServerCall
  ) async throws -> DiffPoliciesResponse {
    let (versions, hosts) = try await versions(of: call) { snapshot in
      [
        try snapshot.policyVersion(Int(request.fromVersion)),
        try snapshot.policyVersion(Int(request.toVersion)),
      ]
    }
    let policies = zip(versions, hosts).map { $0.policy(for: $1) }
    return DiffPoliciesResponse(differences: policies[1].differences(from: policies[0]))
  }

  /// Versions, each with the scorers that are active in its first month, whose parameters it has.
  private func versions(
    of call: ServerCall, _ body: @escaping @Sendable (ReadSnapshot) throws -> [Store.PolicyVersion]
  ) async throws -> ([Store.PolicyVersion], [any ScorerHost]) {
    let store = try await context.county(of: call)
    let (versions, plugins) = try await store.read { [context] snapshot in
      let versions = try body(snapshot)
      let plugins = try versions.map { version in
        try snapshot.activeScorers(in: version.fromMonth ?? context.currentMonth).values.sorted()
      }
      return (versions, plugins)
    }
    let hosts = try await context.work.run { [context] _ in
      try plugins.map { try context.registry.host(with: $0, of: store.code) }
    }
    return (versions, hosts)
  }

  private func host(of month: YearMonth, _ store: CountyStore) async throws -> any ScorerHost {
    let plugins = try await store.read { try $0.activeScorers(in: month).values.sorted() }
    return try await context.work.run { [context] _ in
      try context.registry.host(with: plugins, of: store.code)
    }
  }
}

extension WindowStaffProto.PolicyVersion {
  init(_ version: Store.PolicyVersion, _ policy: Policy) {
    self.init(
      version: Int32(version.number), fromMonth: version.fromMonth?.description ?? "",
      note: version.note, creator: version.creator, createTime: version.createdAt,
      digest: policy.digest,
      values: policy.texts.map { PolicyValue(name: $0.name, value: $0.value) })
  }
}

extension Rules.Problem.Code {
  /// A new version of a policy differs in nothing from the one in force.
  static let policyUnchanged = Problem.Code(rawValue: "policy_unchanged")
  /// A note is too long.
  static let noteTooLong = Problem.Code(rawValue: "note_too_long")
}

extension Rules.Problem {
  fileprivate static let policyUnchanged = Rules.Problem(
    .policyUnchanged, .precondition, zh: "与该月生效的政策没有差别",
    en: "nothing differs from the policy in force in that month",
    remedy: Bilingual(
      zh: "用 windowstaff policy get 查看现值", en: "see the values with windowstaff policy get"),
    field: "changes")

  fileprivate static let noteTooLong = Rules.Problem(
    .noteTooLong, .invalid, zh: "说明超过 \(ServiceLimits.noteCharactersMax) 个字",
    en: "the note has more than \(ServiceLimits.noteCharactersMax) characters",
    remedy: Bilingual(zh: "写短一些", en: "write a shorter one"), field: "note")
}

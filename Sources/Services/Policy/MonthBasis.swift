internal import Rules
internal import Scoring
internal import Store

/// By what a month is appraised: the policy in force in it and the scorers that are active in it.
struct MonthBasis: Sendable {
  let policy: PolicyVersion
  /// The digests of plugins; dimensions without one have their built-in scorer.
  let plugins: [String]
}

extension ReadSnapshot {
  /// What is in force in a month now.
  func basis(of month: YearMonth) throws -> MonthBasis {
    MonthBasis(
      policy: try policyVersion(in: month),
      plugins: try activeScorers(in: month).values.sorted())
  }

  /// What a run went by. A digest that the county does not keep is that of a built-in scorer, of
  /// this program's or of an earlier one.
  func basis(of run: AppraisalRun) throws -> MonthBasis {
    let kept = Set(try scorerPlugins().map(\.digest))
    return MonthBasis(
      policy: try policyVersion(PolicyIdentity(stored: run.policyVersion).number),
      plugins: run.pluginDigests.compactMap { ScorerIdentity(stored: $0)?.digest }
        .filter(kept.contains).sorted())
  }
}

/// Which policy it is: the county's number for it, and its content.
struct PolicyIdentity: Sendable, Hashable {
  let number: Int
  let digest: String

  init(number: Int, digest: String) {
    self.number = number
    self.digest = digest
  }

  /// As a run keeps it: `3 <digest>`; without a number it is of version 1.
  var stored: String { "\(number) \(digest)" }

  init(stored: String) {
    let parts = stored.split(separator: " ")
    number = parts.count == 2 ? Int(parts[0]) ?? 1 : 1
    digest = String(parts.last ?? "")
  }
}

extension ServiceContext {
  /// A month's scoring by what is in force. The policy is checked again: a scorer may have come
  /// whose parameters do not take its values, and none may give way to a default unseen.
  /// - Throws: what loading a plugin finds, `policy_value`, `policy_condition`.
  func scoring(
    _ basis: MonthBasis, of county: String, within time: ScorerTime = .ofOneRun()
  ) throws -> MonthScoring {
    let host = try registry.host(with: basis.plugins, of: county, within: time)
    return try MonthScoring(host: host, policy: PolicyDraft(basis.policy, []).checked(for: host))
  }

  /// To the byte, what the scorers of a basis are, in the order of their dimensions.
  func identities(
    _ host: any ScorerHost, _ basis: MonthBasis, of county: String
  ) throws -> [ScorerIdentity] {
    let plugins = try basis.plugins.flatMap { digest in
      try registry.plugin(digest, of: county).scorers.map { ScorerIdentity($0, digest: digest) }
    }
    return host.scorers.compactMap { scorer in
      plugins.first { $0.dimension == scorer.dimension.rawValue }
        ?? scorerIdentities.first { $0.dimension == scorer.dimension.rawValue }
    }
  }
}

extension PolicyVersion {
  /// The values over the defaults, to be shown. One that the scorers do not know, or do not take,
  /// has no effect.
  func policy(for host: any ScorerHost) -> Policy {
    var policy = Policy(schema: host.schema)
    for (name, text) in values {
      if let parameter = host.schema.descriptor(named: name),
        let value = try? parameter.value(of: text)
      {
        policy.set(name, to: value)
      }
    }
    return policy
  }
}

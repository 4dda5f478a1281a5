import Records
import Rules
import Testing

@testable import Store

@Suite("Scorers and policies hold from a month on, and their history stays")
struct ScorerStoreTests {
  private let march = YearMonth(year: 2025, month: 3)
  private let june = YearMonth(year: 2025, month: 6)

  @Test("the activation with the latest first month holds; taking it back lets the former hold")
  func activations() async throws {
    try await withCounty { store, _ in
      let months = [march, june]
      try await store.write { try $0.addTwoScorers() }
      try await store.write {
        _ = try $0.activateScorer("aa", of: "hygiene", from: months[1], actor: "x", at: 1)
        _ = try $0.activateScorer("bb", of: "hygiene", from: months[0], actor: "y", at: 2)
      }
      let active = try await store.read { snapshot in
        try [YearMonth(year: 2025, month: 2), months[0], months[1].next]
          .map { try snapshot.activeScorers(in: $0)["hygiene"] }
      }
      #expect(active == [nil, "bb", "aa"])
      let withdrawn = try await store.write {
        try $0.withdrawActivation(of: "hygiene", actor: "z", at: 3)
      }
      #expect(withdrawn.digest == "bb" && withdrawn.withdrawer == "z")
      let after = try await store.read { try $0.activeScorers(in: months[0])["hygiene"] }
      #expect(after == nil)
      let history = try await store.read { try $0.scorerActivations() }
      #expect(history.map(\.digest) == ["bb", "aa"])
      #expect(history.map(\.withdrawnAt) == [3, nil])
    }
  }

  @Test("the built-in scorer is activated like any other")
  func builtIn() async throws {
    try await withCounty { store, _ in
      let months = [march, june]
      try await store.write { try $0.addTwoScorers() }
      try await store.write {
        _ = try $0.activateScorer("aa", of: "hygiene", from: months[0], actor: "x", at: 1)
        _ = try $0.activateScorer(nil, of: "hygiene", from: months[1], actor: "x", at: 2)
      }
      let active = try await store.read { snapshot in
        try months.map { try snapshot.activeScorers(in: $0)["hygiene"] }
      }
      #expect(active == ["aa", nil])
    }
  }

  @Test("an active scorer is not retired, a retired one not activated, an unknown one neither")
  func retiring() async throws {
    try await withCounty { store, _ in
      let month = march
      try await store.write { try $0.addTwoScorers() }
      try await store.write {
        _ = try $0.activateScorer("aa", of: "hygiene", from: month, actor: "x", at: 1)
      }
      await expectProblem(.scorerActive) {
        _ = try await store.write { try $0.retireScorer("aa", at: 2) }
      }
      let retired = try await store.write { try $0.retireScorer("bb", at: 2) }
      #expect(retired.retiredAt == 2)
      await expectProblem(.scorerRetired) {
        _ = try await store.write {
          try $0.activateScorer("bb", of: "hygiene", from: month, actor: "x", at: 3)
        }
      }
      await expectProblem(.scorerUnknown) { _ = try await store.read { try $0.scorerPlugin("c") } }
      await expectProblem(.scorerNotActivated) {
        _ = try await store.write { try $0.withdrawActivation(of: "conduct", actor: "", at: 4) }
      }
    }
  }

  @Test("a scorer whose months another has taken over is retired; one that has a month is not")
  func superseded() async throws {
    try await withCounty { store, _ in
      let months = [march, june]
      try await store.write { try $0.addTwoScorers() }
      try await store.write {
        _ = try $0.activateScorer("aa", of: "hygiene", from: months[0], actor: "x", at: 1)
        _ = try $0.activateScorer("bb", of: "hygiene", from: months[1], actor: "x", at: 2)
      }
      await expectProblem(.scorerActive) {
        _ = try await store.write { try $0.retireScorer("aa", at: 3) }
      }
      try await store.write {
        _ = try $0.activateScorer(nil, of: "hygiene", from: months[0], actor: "x", at: 4)
      }
      #expect(try await store.write { try $0.retireScorer("aa", at: 5) }.retiredAt == 5)
    }
  }

  @Test("what a plugin declares is kept with it, and added to one that came before")
  func declarations() async throws {
    try await withCounty { store, _ in
      let declaration = ScorerDeclaration(
        facts: ["late", "own.visits"], flags: ["veto"],
        parameters: [
          PolicyDescriptor(
            name: "desk_weight", unit: .percent, range: -3...70, defaultValue: 5,
            label: Bilingual(zh: "台面", en: "desk"), clause: "12.1.5"),
          PolicyDescriptor(
            name: "a_days", unit: .days, range: 0...31, defaultValue: 1,
            label: Bilingual(zh: "天", en: "days"), clause: "12.1.5"),
        ])
      try await store.write { try $0.addTwoScorers() }
      #expect(try await store.read { try $0.scorerPlugin("aa") }.declaration == nil)
      for _ in 0..<2 {
        try await store.write {
          var plugin = try $0.scorerPlugin("aa")
          plugin.declaration = declaration
          try $0.addScorerPlugin(plugin)
        }
      }
      #expect(try await store.read { try $0.scorerPlugin("aa") }.declaration == declaration)
      #expect(try await store.read { try $0.scorerPlugin("bb") }.declaration == nil)
    }
  }

  @Test("a sealed month is not run again, and policy records, which hold in it, do not change")
  func sealedRecords() async throws {
    try await withCounty { store, _ in
      let months = [march, june]
      let records = SampleRecords().set
      _ = try await store.write { try $0.upsert(records) }
      var strict = records
      strict.tables["policy"] = table(
        .policy, 1, texts: ["name": ["late_points"], "value": ["7"]])
      try await store.write {
        try $0.database.run("INSERT INTO sealed_months VALUES (?, 0)", .int(months[0].ordinal))
      }
      let changed = strict
      await expectProblem(.monthSealed) {
        _ = try await store.write { try $0.upsert(changed) }
      }
      // The same again differs in nothing.
      _ = try await store.write { try $0.upsert(records) }
      await expectProblem(.monthSealed) {
        _ = try await store.write { try $0.beginRun(.sample(months[0])) }
      }
      _ = try await store.write { try $0.beginRun(.sample(months[1])) }
    }
  }

  @Test("nothing changes in a month that is sealed, or before it")
  func sealed() async throws {
    try await withCounty { store, _ in
      let months = [march, june]
      try await store.write {
        try $0.addTwoScorers()
        try $0.database.run(
          "INSERT INTO sealed_months VALUES (?, 0)", .int(months[0].next.ordinal))
      }
      for month in [months[0], months[0].next] {
        await expectProblem(.monthSealed) {
          _ = try await store.write {
            try $0.activateScorer("aa", of: "hygiene", from: month, actor: "", at: 1)
          }
        }
        await expectProblem(.monthSealed) {
          _ = try await store.write { try $0.addPolicyVersion(.sample, from: month) }
        }
      }
      try await store.write {
        _ = try $0.activateScorer("aa", of: "hygiene", from: months[1], actor: "", at: 1)
      }
    }
  }

  @Test("keys are trusted once, by their id, until they are removed")
  func keys() async throws {
    try await withCounty { store, _ in
      let key = TrustKey(keyID: "k1", publicKey: [1, 2], label: "L", actor: "a", at: 1)
      try await store.write { try $0.addTrustKey(key) }
      #expect(try await store.read { try $0.trustKey("k1") } == key)
      await expectProblem(.trustKeyExists) { try await store.write { try $0.addTrustKey(key) } }
      #expect(try await store.write { try $0.removeTrustKey("k1") } == key)
      await expectProblem(.scorerKeyUnknown) { _ = try await store.read { try $0.trustKey("k1") } }
    }
  }

  @Test("the policy records are version 1; later versions hold from their month on")
  func policies() async throws {
    try await withCounty { store, _ in
      let months = [march, june]
      try await store.write {
        try $0.database.run("INSERT INTO policy (name, value) VALUES ('late_points', '3')")
        _ = try $0.addPolicyVersion(.sample, from: months[1])
        _ = try $0.addPolicyVersion(.sample, from: months[0])
      }
      let versions = try await store.read { snapshot in
        try [YearMonth(year: 2024, month: 1), months[0], months[1]]
          .map { try snapshot.policyVersion(in: $0) }
      }
      #expect(versions.map(\.number) == [1, 3, 2])
      #expect(versions[0].values == ["late_points": "3"] && versions[0].fromMonth == nil)
      #expect(versions[1].values == PolicyVersion.sample.values)
      await expectProblem(.policyUnknown) { _ = try await store.read { try $0.policyVersion(4) } }
    }
  }

  @Test("a file of the first schema keeps its policy as version 1, and takes the new tables")
  func fromFirstSchema() throws {
    let folder = try TemporaryFolder()
    let database = try Database(path: folder.path + "/t", mode: .readWrite, cacheKibibytes: 1_000)
    try migrate(database, steps: Array(migrations.prefix(1)))
    try database.run("INSERT INTO policy (name, value) VALUES ('late_points', '4')")
    try migrate(database, steps: migrations)
    let transaction = WriteTransaction(database)
    #expect(try transaction.policyVersions().map(\.values) == [["late_points": "4"]])
    try transaction.addTwoScorers()
    #expect(try transaction.scorerPlugins().map(\.digest) == ["bb", "aa"])
    #expect(try transaction.activeScorers(in: march).isEmpty)
    database.close()
  }
}

extension WriteTransaction {
  fileprivate func addTwoScorers() throws {
    for digest in ["aa", "bb"] {
      try addScorerPlugin(
        ScorerPlugin(
          digest: digest, dimension: "hygiene", version: "1", name: Bilingual(zh: "", en: ""),
          clause: "12.1.5", byteCount: 1, keyID: "k", uploader: "u", uploadedAt: 0))
    }
  }
}

extension AppraisalRunStart {
  fileprivate static func sample(_ month: YearMonth) -> AppraisalRunStart {
    AppraisalRunStart(
      period: .month(month), isProvisional: false, policyVersion: "1 ab", pluginDigests: [],
      engineVersion: "1.0", startedAt: 5)
  }
}

extension PolicyVersion {
  fileprivate static let sample = PolicyVersion(
    number: 0, fromMonth: nil, note: "n", creator: "c", createdAt: 5,
    values: ["late_points": "5", "weight_hygiene": "5"])
}

import Foundation
import TestSupport
import Testing

/// A county's own scorers, from the upload to the results, as a technician and a leader work.
@Suite struct ScorerServiceTests {
  private func attendance(_ server: RunningServer) async throws -> CountyScorer {
    try await CountyScorer("attendance", in: server.folder.appending(path: "kit"))
  }

  private func results(_ server: RunningServer, _ county: String = "420325") async throws -> String
  {
    try await server.succeed("appraisal", "run", "--month", "2025-10", "--county", county)
    return try await server.succeed(
      "appraisal", "results", "--month", "2025-10", "--county", county
    ).out
  }

  @Test("a trusted plugin is verified, activated, taken back; other counties never notice")
  func wholeWay() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    try await server.succeed("county", "create", "420381", "--name", "丹江口市")
    try await server.succeed("import", golden("month-small").path, "--county", "420381")
    let before = try await results(server)
    let scorer = try await attendance(server)
    try await server.refuse("scorer_key_unknown", "scorer", "push", scorer.library)
    try await server.succeed("scorer", "trust", "add", scorer.publicKey, "--label", "信息科")
    try await server.succeed("scorer", "push", scorer.library)
    #expect(try await results(server) == before)
    let digest = try scorer.digest()
    try await server.succeed("scorer", "activate", String(digest.prefix(8)), "--from", "2025-10")
    let after = try await results(server)
    #expect(after != before)
    #expect(try await results(server, "420381") == before)
    try await server.succeed("appraisal", "explain", "A02", "--month", "2025-10")
    let runs = try await server.succeed(
      "call", "windowstaff.v1.AppraisalService/ListRuns", "--data",
      #"{"page_size": 1}"#)
    #expect(runs.out.contains(digest))
    try await server.succeed("scorer", "rollback", "attendance")
    // The results stand until the month is run again, and are explained by what scored them.
    try await server.succeed("appraisal", "explain", "A02", "--month", "2025-10")
    #expect(try await results(server) == before)
    let history = try await server.succeed("scorer", "history", "--json")
    #expect(history.out.contains(digest) && history.out.contains("withdraw_time"))
    let audit = try await server.succeed("scorer", "list", "--month", "2025-10", "--lang", "en")
    #expect(audit.out.contains("built-in") && audit.out.contains(digest.prefix(12)))
  }

  @Test("facts and policy list what a county has added, from a folder and from the server")
  func catalogue() async throws {
    let server = try await RunningServer.withCounty()
    let scorer = try await CountyScorer(
      "bonus", in: server.folder.appending(path: "kit"), example: "bonus")
    let county = ["--county", "420325", "--lang", "en"]
    let folder = [
      "--scorers", URL(filePath: scorer.library).deletingLastPathComponent().path, "--lang", "en",
    ]
    let before = try await server.run(["facts"] + county)
    #expect(before.status == 0 && !before.out.contains("county."), "\(before.note)")
    try await server.succeed("scorer", "trust", "add", scorer.publicKey, "--label", "x")
    try await server.succeed("scorer", "push", scorer.library)
    try await server.succeed("scorer", "activate", try scorer.digest(), "--from", "2025-01")
    for options in [county, folder] {
      let facts = try await server.run(["facts"] + options)
      for fact in ["county.commendations", "county.proposals", "bonus_adjustment"] {
        #expect(facts.out.contains("\n\(fact) "), "\(facts.out)\(facts.note)")
      }
      let policy = try await server.run(["policy"] + options)
      for parameter in ["weight_bonus", "bonus_cap_points", "late_points"] {
        #expect(policy.out.contains("\n\(parameter) "), "\(policy.out)\(policy.note)")
      }
    }
  }

  @Test("an activated plugin scores after a restart, and not when its file was changed")
  func restart() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    let scorer = try await attendance(server)
    let digest = try scorer.digest()
    try await server.succeed("scorer", "trust", "add", scorer.publicKey, "--label", "x")
    try await server.succeed("scorer", "push", scorer.library)
    try await server.succeed("scorer", "activate", digest, "--from", "2025-01")
    let first = try await results(server)
    try await server.stop()
    try await server.start()
    #expect(try await results(server) == first)
    try await server.stop()
    let kept = server.dataFolder.appending(path: "scorers/\(digest)/libscorer-plugin.so")
    let attributes = try FileManager.default.attributesOfItem(atPath: kept.path)
    #expect(attributes[.posixPermissions] as? Int == 0o400)
    var bytes = try Data(contentsOf: kept)
    bytes[bytes.count / 2] ^= 1
    try FileManager.default.removeItem(at: kept)
    try bytes.write(to: kept)
    try await server.start()
    try await server.refuse("scorer_file_damaged", "appraisal", "run", "--month", "2025-10")
    try await server.refuse(
      "scorer_file_damaged", "scorer", "activate", digest, "--from", "2025-02")
    // Its names are known without it: punches still come in.
    try await server.importGolden("month-small")
    // It is taken back although it cannot be loaded.
    try await server.succeed("scorer", "rollback", "attendance")
    #expect(try await results(server) != first)
  }

  @Test("each fault of an upload is refused by its own code, and nothing is kept")
  func refusals() async throws {
    let server = try await RunningServer.withCounty()
    let scorer = try await attendance(server)
    try await server.succeed("scorer", "trust", "add", scorer.publicKey, "--label", "x")
    try await server.refuse(
      "trust_key_exists", "scorer", "trust", "add", scorer.publicKey, "--label", "y")
    let library = URL(filePath: scorer.library)
    let sound = try Data(contentsOf: library)
    let signature = try String(contentsOfFile: scorer.library + ".sig", encoding: .utf8)

    try (sound + [0]).write(to: library)
    try await server.refuse("scorer_digest_mismatch", "scorer", "push", scorer.library)
    try Data("no library".utf8).write(to: library)
    try await scorer.sign()
    try await server.refuse("scorer_platform", "scorer", "push", scorer.library)
    try Data().write(to: library)
    try await scorer.sign()
    try await server.refuse("scorer_too_large", "scorer", "push", scorer.library)

    try sound.write(to: library)
    let other = signature.split(separator: "\n").map { line in
      line.hasPrefix("signature ")
        ? "signature " + Data(repeating: 7, count: 64).base64EncodedString() : String(line)
    }.joined(separator: "\n")
    try Data(other.utf8).write(to: URL(filePath: scorer.library + ".sig"))
    try await server.refuse("scorer_signature_wrong", "scorer", "push", scorer.library)
    let list = try await server.succeed("scorer", "list", "--json")
    #expect(!list.out.contains("upload_time"))
    let spool = server.dataFolder.appending(path: "spool").path
    #expect(try FileManager.default.contentsOfDirectory(atPath: spool).isEmpty)

    try Data(signature.utf8).write(to: URL(filePath: scorer.library + ".sig"))
    try await server.succeed("scorer", "push", scorer.library)
    try await server.refuse("scorer_unknown", "scorer", "activate", "00", "--from", "2025-01")
    let digest = try scorer.digest()
    try await server.succeed("scorer", "retire", digest, "--yes")
    try await server.refuse("scorer_retired", "scorer", "activate", digest, "--from", "2025-01")
  }

  @Test("a library that breaks the ABI, the descriptor, its self-test or determinism is refused")
  func unsound() async throws {
    let server = try await RunningServer.withCounty()
    let scorer = try await attendance(server)
    try await server.succeed("scorer", "trust", "add", scorer.publicKey, "--label", "x")
    let faults = [
      ("scorer_version", ".abi_version = WINDOWSTAFF_SCORER_ABI_VERSION", ".abi_version = 9 << 16"),
      ("scorer_descriptor", #".version = "1.0.0""#, #".version = """#),
      ("scorer_unknown_fact", #"{"late", "adjustment"}"#, #"{"lateness", "adjustment"}"#),
      ("scorer_self_test", "own.score == 9400", "own.score == 9401"),
      (
        "scorer_not_deterministic", "own->score = 10000;",
        "static int64_t calls; own->score = 10000 - calls++ % 7;"
      ),
    ]
    for (code, sound, unsound) in faults {
      try await scorer.rebuild(replacing: sound, by: unsound)
      try await server.refuse(code, "scorer", "push", scorer.library)
    }
    let list = try await server.succeed("scorer", "list", "--json")
    #expect(!list.out.contains("upload_time"))
  }

  @Test("an activation sent again gets its first answer, whatever no longer fits")
  func repeated() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    let scorer = try await attendance(server)
    try await server.succeed("scorer", "trust", "add", scorer.publicKey, "--label", "x")
    try await server.succeed("scorer", "push", scorer.library)
    let digest = try scorer.digest()
    let request = [
      "call", "windowstaff.v1.ScorerService/ActivateScorer", "--data",
      #"{"digest": "\#(digest)", "from_month": "2025-10", "request_id": "r1"}"#,
    ]
    let first = try await server.run(request)
    #expect(first.status == 0, "\(first.note)")
    try await server.stop()
    try FileManager.default.removeItem(
      at: server.dataFolder.appending(path: "scorers/\(digest)/libscorer-plugin.so"))
    try await server.start()
    try await server.refuse(
      "scorer_file_damaged", "scorer", "activate", digest, "--from", "2025-10")
    let again = try await server.run(request)
    #expect(again.status == 0 && again.out == first.out, "\(again.note)")
  }

  @Test("a rollback says where the month cannot be scored by what holds again")
  func rollbackNotes() async throws {
    let server = try await RunningServer.withCounty()
    let scorer = try await attendance(server)
    try await server.succeed("scorer", "trust", "add", scorer.publicKey, "--label", "x")
    try await server.succeed("scorer", "push", scorer.library)
    let digest = try scorer.digest()
    try await server.succeed("scorer", "activate", digest, "--from", "2025-01")
    try await server.succeed(
      "scorer", "activate", "--built-in", "attendance", "--from", "2025-10")
    try await server.stop()
    try FileManager.default.removeItem(
      at: server.dataFolder.appending(path: "scorers/\(digest)/libscorer-plugin.so"))
    try await server.start()
    let back = try await server.run(["scorer", "rollback", "attendance"])
    #expect(back.status == 0 && back.note.contains("scorer_file_damaged"), "\(back.note)")
    // What was wrong goes with the next one.
    let clean = try await server.run(["scorer", "rollback", "attendance"])
    #expect(clean.status == 0 && clean.note.isEmpty, "\(clean.note)")
  }

  @Test("policy versions hold from their month, are refused with every reason, and differ as said")
  func policies() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    let before = try await results(server)
    try await server.refuse(
      "policy_value", "policy", "set", "late_points=101", "--from", "2025-10")
    try await server.refuse(
      "policy_condition", "policy", "set", "weight_hygiene=6", "--from", "2025-10")
    try await server.refuse(
      "unknown_parameter", "policy", "set", "late_pints=3", "--from", "2025-10")
    try await server.succeed("policy", "set", "late_points=9", "--from", "2025-11")
    #expect(try await results(server) == before)
    try await server.succeed("policy", "set", "late_points=8", "--from", "2025-10", "--note", "n")
    #expect(try await results(server) != before)
    try await server.refuse(
      "policy_unchanged", "policy", "set", "late_points=8", "--from", "2025-10")
    let diff = try await server.succeed("policy", "diff", "1", "3")
    #expect(diff.out.contains("late_points") && diff.out.contains("8.00"))
    let list = try await server.succeed("policy", "list", "--json")
    #expect(list.out.contains("2025-11"))
    let get = try await server.succeed("policy", "get", "--month", "2025-10", "--csv")
    #expect(get.out.contains("late_points,8.00\n"))
    // Importing the records again changes version 1 in nothing.
    try await server.importGolden("month-small")
  }

  @Test("backtest and what-if say the same through the server and from the files")
  func comparisons() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    let before = try await results(server)
    let scorer = try await attendance(server)
    try await server.succeed("scorer", "trust", "add", scorer.publicKey, "--label", "x")
    let policy = server.folder.appending(path: "policy.csv")
    try Data("name,value\ncomplaint_points,20\n".utf8).write(to: policy)
    let records = ["--records", golden("month-small").path]
    let cases: [[String]] = [
      ["backtest", "--policy", policy.path, "--months", "2025-10"],
      ["backtest", "--scorer", scorer.library, "--months", "2025-10..2025-10"],
      ["whatif", "A07", "--month", "2025-10", "--approve", "correction:2025-10-29/pm/out"],
    ]
    for arguments in cases {
      let online = try await server.run(arguments + ["--json"])
      #expect(online.status == 0, "\(arguments): \(online.note)")
      let offline = try await server.run(arguments + records + ["--json"])
      #expect(online.out == offline.out, "\(arguments)")
      #expect(online.out.contains(#""reasons": ["#) && online.out.contains(#""centipoints""#))
    }
    // Nothing was written: no scorer, no policy, the same results.
    #expect(try await results(server) == before)
    let list = try await server.succeed("scorer", "list", "--json")
    #expect(!list.out.contains("upload_time"))
    try await server.refuse(
      "what_if_record_unknown", "whatif", "A07", "--month", "2025-10", "--dismiss", "incident:none")
  }
}

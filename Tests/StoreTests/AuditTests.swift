import Rules
import Testing

@testable import Store

@Suite("The audit is a chain, and first answers are kept")
struct AuditTests {
  @Test("SHA-256 gives the published values")
  func vectors() {
    let hash = { (text: String) in SHA256.hex(SHA256.hash(Array(text.utf8))) }
    #expect(hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  }

  @Test("entries read back in order, and any change of one shows at its number")
  func chain() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      for number in 1...5 { _ = try await store.write { try $0.audit(event(number)) } }
      let entries = try await store.read { try $0.auditEntries(after: 2, limit: 2) }
      #expect(entries.map(\.number) == [3, 4] && entries[0].event == event(3))
      let verdict = try await store.read { try $0.verifyAudit() }
      let last = try await store.read { try $0.auditEntries(after: 4, limit: 9) }[0].hash
      #expect(verdict == .intact(count: 5, lastHash: last))
      for (sql, place) in [
        ("UPDATE audit SET after = 'x' WHERE number = 4", Int64(4)),
        ("UPDATE audit SET at = 0 WHERE number = 3", 3), ("DELETE FROM audit WHERE number = 2", 2),
      ] {
        try await store.write { try $0.database.run(sql) }
        #expect(try await store.read { try $0.verifyAudit() } == .broken(atNumber: place))
      }
    }
  }

  @Test("a change that fails leaves no entry")
  func failing() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      await #expect(throws: Refused.self) {
        try await store.write { transaction in
          try transaction.audit(event(1))
          throw Refused()
        }
      }
      #expect(try await store.read { try $0.auditEntries(limit: 9) }.isEmpty)
    }
  }

  @Test("a retry gets the first answer, another request under its id is refused, old answers go")
  func firstAnswers() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      try await store.write {
        try $0.remember(requestID: "r", method: "m", requestHash: [1], answer: [9], at: 100)
      }
      try await store.read { (snapshot: ReadSnapshot) throws in
        #expect(try snapshot.firstAnswer(requestID: "r", method: "m", requestHash: [1]) == [9])
        #expect(try snapshot.firstAnswer(requestID: "q", method: "m", requestHash: [1]) == nil)
        for (method, hash) in [("n", UInt8(1)), ("m", 2)] {
          let problem = #expect(throws: Problem.self) {
            try snapshot.firstAnswer(requestID: "r", method: method, requestHash: [hash])
          }
          #expect(problem?.code == .requestIDReused)
        }
      }
      let later = 101 + StoreLimits.requestSecondsKept
      try await store.write {
        try $0.remember(requestID: "s", method: "m", requestHash: [1], answer: [9], at: later)
      }
      #expect(
        try await store.read {
          try $0.firstAnswer(requestID: "r", method: "m", requestHash: [1])
        } == nil)
    }
  }

  private func event(_ number: Int) -> AuditEvent {
    AuditEvent(
      at: Int64(number), actor: "uid:0", method: "m", subject: "staff/\(number)", before: "",
      after: "王")
  }
}

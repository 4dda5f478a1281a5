import CSQLite
import Rules
import Testing

@testable import Store

@Suite("Writes share commits and fail alone")
struct GroupCommitTests {
  @Test("writes that wait for a commit share the next one")
  func sharing() async throws {
    try await withCounty { store, _ in
      let gate = Gate()
      let before = store.writeCounts
      async let first: Void = store.write { _ in gate.hold() }
      await gate.held()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<50 {
          group.addTask { try await store.write { try note($0, number) } }
        }
        // The writer is held by the first write until all others wait.
        while store.queuedWrites < 50 { await Task.yield() }
        gate.open()
        try await group.waitForAll()
      }
      try await first
      #expect(store.writeCounts.writes - before.writes == 51)
      #expect(store.writeCounts.commits - before.commits == 2)
      #expect(try await store.read { try noted($0) } == Array(0..<50))
    }
  }

  @Test("when the file is held by another program, every write that waits is told so")
  func heldFile() async throws {
    let temporary = try TemporaryFolder()
    let path = temporary.path + "/file.sqlite"
    let other = try Database(path: path, mode: .readWrite, cacheKibibytes: 64)
    let database = try Database(path: path, mode: .readWrite, cacheKibibytes: 64)
    try other.run("BEGIN IMMEDIATE")
    sqlite3_busy_timeout(database.handle, 0)
    let codes = await withTaskGroup(of: Problem.Code?.self) { group in
      let queue = JobQueue<StoreJob<WriteTransaction>>(capacity: 2)
      for _ in 0..<2 {
        group.addTask {
          do {
            try await withCheckedThrowingContinuation { caller in
              _ = queue.add(StoreJob(Cancellation(), { _ in }, caller))
            }
            return nil
          } catch { return (error as? Problem)?.code }
        }
      }
      while queue.count < 2 { await Task.yield() }
      Writer(database, Counters()).run(queue.take(atMost: 2) ?? [])
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes == [.storeLocked, .storeLocked])
    try other.run("ROLLBACK")
    database.close()
    other.close()
  }

  @Test("a body that throws undoes its own work and none of its neighbours'")
  func failingAlone() async throws {
    try await withCounty { store, _ in
      let gate = Gate()
      async let first: Void = store.write { _ in gate.hold() }
      await gate.held()
      let failures = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<20 {
          group.addTask {
            do {
              try await store.write { transaction in
                try note(transaction, number)
                if number % 5 == 0 { throw Refused() }
              }
              return false
            } catch { return error is Refused }
          }
        }
        while store.queuedWrites < 20 { await Task.yield() }
        gate.open()
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      try await first
      #expect(failures == 4)
      #expect(try await store.read { try noted($0) } == (0..<20).filter { $0 % 5 != 0 })
    }
  }

  @Test("a full disk undoes the write that met it; its neighbours are on the disk")
  func fullDisk() async throws {
    try await withCounty { store, _ in
      let gate = Gate()
      async let first: Void = store.write { transaction in
        let pages = try transaction.database.first("PRAGMA page_count") { $0.integer(0) } ?? 0
        try transaction.database.run("PRAGMA max_page_count = \(pages + 4)")
        gate.hold()
      }
      await gate.held()
      let codes = await withTaskGroup(of: Problem.Code?.self) { group in
        for number in 0..<10 {
          group.addTask {
            do {
              try await store.write { transaction in
                try note(transaction, number, size: number == 4 ? 1 << 20 : 10)
              }
              return nil
            } catch { return (error as? Problem)?.code }
          }
        }
        while store.queuedWrites < 10 { await Task.yield() }
        gate.open()
        return await group.reduce(into: []) { $0 += [$1] }
      }
      try await first
      #expect(codes.compactMap { $0 } == [.storeFull])
      #expect(try await store.read { try noted($0) } == (0..<10).filter { $0 != 4 })
    }
  }

  @Test("a write that nobody waits for any more changes nothing")
  func cancelled() async throws {
    try await withCounty { store, _ in
      let gate = Gate()
      async let first: Void = store.write { _ in gate.hold() }
      await gate.held()
      let task = Task { try await store.write { try note($0, 1) } }
      while store.queuedWrites < 1 { await Task.yield() }
      task.cancel()
      gate.open()
      try await first
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await store.read { try noted($0) }.isEmpty)
    }
  }

  @Test("a full queue refuses the next write instead of letting it wait")
  func fullQueue() async throws {
    try await withCounty { store, _ in
      let gate = Gate()
      async let first: Void = store.write { _ in gate.hold() }
      await gate.held()
      let busy = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<StoreLimits.waitingWritesAtMost + 10 {
          group.addTask {
            do {
              try await store.write { try note($0, number) }
              return false
            } catch { return (error as? Problem)?.code == .storeBusy }
          }
        }
        while store.queuedWrites < StoreLimits.waitingWritesAtMost { await Task.yield() }
        gate.open()
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      try await first
      #expect(busy <= 10)
      #expect(
        try await store.read { try noted($0) }.count
          == StoreLimits.waitingWritesAtMost + 10 - busy)
    }
  }

  @Test("a reader keeps its snapshot while writes are committed")
  func snapshots() async throws {
    try await withCounty { store, _ in
      try await store.write { try note($0, 1) }
      let gate = Gate()
      async let seen = store.read { snapshot in
        let before = try noted(snapshot)
        gate.hold()
        return (before, try noted(snapshot))
      }
      await gate.held()
      try await store.write { try note($0, 2) }
      #expect(try await store.read { try noted($0) } == [1, 2])
      gate.open()
      let (before, after) = try await seen
      #expect(before == [1] && after == [1])
    }
  }
}

struct Refused: Error {}

/// Notes a number in a table that records and appraisals do not use.
func note(_ transaction: WriteTransaction, _ number: Int, size: Int = 1) throws {
  try transaction.remember(
    requestID: String(number), method: "note", requestHash: [],
    answer: Array(repeating: 7, count: size), at: 1)
}

func noted(_ snapshot: ReadSnapshot) throws -> [Int] {
  var numbers: [Int] = []
  try snapshot.database.query("SELECT request_id FROM first_answers") {
    numbers.append(Int($0.text(0)) ?? -1)
  }
  return numbers.sorted()
}

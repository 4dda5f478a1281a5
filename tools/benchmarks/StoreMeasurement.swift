import Glibc
import Records
import Rules
import Store

/// Measures the store as the services use it.
func measureStore(members: Int, folder: String) async throws {
  let path = "\(folder)/bench-\(getpid())"
  defer {
    for suffix in ["", "-wal", "-shm"] { unlink("\(path)/counties/bench.sqlite\(suffix)") }
    unlink("\(path)/lock")
    rmdir("\(path)/counties")
    rmdir(path)
  }
  print("store: the same punches through CountyStore")
  let data = try DataFolder.open(path)
  let store = try await data.createCounty(CountyInfo(code: "bench", name: "bench", createdAt: 0))
  try await measureRecords(store, SamplePunches(members: members))
  try await measureResults(store, members)
  try await measureSingleWrites(store)
  await data.close()
  let start = now()
  let again = try DataFolder.open(path)
  _ = try await again.county("bench")
  print("  open again: \(milliseconds(now() - start))")
  await again.close()
}

private func timed<T>(_ name: String, _ count: Int, _ body: () async throws -> T) async rethrows {
  let start = now()
  _ = try await body()
  let time = now() - start
  print("  \(name): \(milliseconds(time)), \(rate(count, time))")
}

private func measureRecords(_ store: CountyStore, _ sample: SamplePunches) async throws {
  let set = records(sample)
  let month = sample.month
  let punches = set.punches.words.count
  try await timed("import", punches) { try await store.write { try $0.upsert(set) } }
  try await timed("import again", punches) { try await store.write { try $0.upsert(set) } }
  for _ in 0..<3 {
    try await timed("read the month", punches) {
      try await store.read { try $0.records(months: month...month, columns: .scoring) }
    }
  }
  try await timed("one member's month", 88) {
    try await store.read { try $0.records(months: month...month, member: number(1)) }
  }
}

private func measureResults(_ store: CountyStore, _ members: Int) async throws {
  let results = (0..<members).map {
    MonthResult(
      centerCode: "C1", staffNo: number($0), scores: Array(repeating: 9_000, count: 7),
      total: 9_000, rank: 1, grade: 2, flags: 0)
  }
  let start = AppraisalRunStart(
    period: .month(YearMonth(year: 2025, month: 9)), isProvisional: false, policyVersion: "1",
    pluginDigests: [], engineVersion: "1", startedAt: 0)
  for name in ["save results", "replace results"] {
    try await timed(name, members) {
      try await store.write { transaction in
        let run = try transaction.beginRun(start)
        try transaction.finishRun(run.id, monthResults: results, at: 0)
      }
    }
  }
}

private func measureSingleWrites(_ store: CountyStore) async throws {
  let callers = 64
  let writes = 100
  let before = store.writeCounts
  try await timed("single durable writes of \(callers) callers", callers * writes) {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<callers {
        group.addTask {
          for step in 0..<writes {
            try await store.write { transaction in
              try transaction.remember(
                requestID: "\(caller)-\(step)", method: "bench", requestHash: [], answer: [1],
                at: 0)
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }
  let counts = store.writeCounts
  print("    in \(counts.commits - before.commits) commits")
}

private func number(_ member: Int) -> String {
  let digits = String(member)
  return "S" + String(repeating: "0", count: 7 - digits.count) + digits
}

/// Staff, and their punches.
private func records(_ sample: SamplePunches) -> RecordSet {
  let count = sample.members
  var codes = TextColumn()
  var names = TextColumn()
  var windows = TextColumn()
  for member in 0..<count {
    codes.append(number(member))
    names.append("王\(member)")
    windows.append("")
  }
  let zeros = [Int32](repeating: 0, count: count)
  let staff = RecordTable(
    kind: .staff, count: count,
    integers32: [
      "center_code": zeros, "unit_code": zeros, "employment": zeros, "on_window_since": zeros,
      "left_on": [Int32](repeating: RecordTable.none32, count: count),
    ], integers64: [:], texts: ["staff_no": codes, "name": names, "window_code": windows])
  return RecordSet(
    tables: ["staff": staff], punches: sample.columns,
    codes: [
      "staff": CodeTable((0..<count).map(number)), "centers": CodeTable(["C1"]),
      "units": CodeTable(["U1"]),
    ], policy: Policy())
}

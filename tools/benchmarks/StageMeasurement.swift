import Glibc
import Records
import Rules
import Scoring

/// Scores the records' members, with made-up facts, by scorers in this process and in a child of
/// it, in turn. Prints microseconds a round: of scores and of ranks, in process, then in a child.
func measureStage(records folder: String, scorers: String, rounds: Int, threads: Int) throws {
  var reader = RecordReader()
  reader.columns = .scoring
  let records = try reader.read(folder: folder).records
  let month = YearMonth(year: 2025, month: 7)
  let hosts: [any ScorerHost] = [
    try InProcessScorers(folder: scorers),
    try ScorerProcess(folder: scorers, program: scorers + "/windowstaff-scorer"),
  ]
  let before = residentKilobytes()
  let stages = try hosts.map {
    try ScoreStage(
      records, month: month, scoring: MonthScoring(host: $0, policy: records.policy))
  }
  let memory = (residentKilobytes() - before) / stages.count
  var rows = 0
  // A first round warms pages and children, and is not counted.
  for round in 0...rounds {
    var line: [Int] = []
    for stage in stages {
      let score = try seconds { try stage.score(threads: threads) }
      let rank = seconds { rows = stage.result().count }
      line += [score, rank].map { Int($0 * 1e6) }
    }
    if round > 0 { print(line.map(String.init).joined(separator: " ")) }
  }
  let columns = stages[0].columnsRead
  print("#", rows, columns, records[.staff].count, memory)
}

private func residentKilobytes() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 128)
  guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
  let pages = line.prefix { $0 != 0 }.split(separator: 32).dropFirst().first ?? []
  let digits = pages.reduce(0) { $0 * 10 + Int($1) - 48 }
  return digits * sysconf(Int32(_SC_PAGESIZE)) / 1024
}

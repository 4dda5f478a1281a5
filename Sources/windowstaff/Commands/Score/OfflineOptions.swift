import ArgumentParser
import Glibc
import Records
import Rules
import Scoring

/// The scorers and threads of an offline run.
struct OfflineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of the scorer plugins (default: beside this program).", valueName: "DIR"))
  var scorers: String?
  @Flag(help: .hidden)
  var inProcess = false
  @Option(help: "Threads; the result does not depend on it. (default: one a core)")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...Self.threadsMax).contains(threads) {
      throw ValidationError(
        zh: "--threads 应为 1…\(Self.threadsMax)", en: "--threads takes 1…\(Self.threadsMax)")
    }
  }

  /// More than any machine of a county has cores; fewer than would exhaust its memory.
  private static let threadsMax = 256

  var threadCount: Int { threads ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Reads the folder whole; what it says beside errors goes to stderr.
  func read(
    _ records: String, _ columns: ColumnSelection, _ schema: PolicySchema, _ output: OutputOptions,
    _ bar: ProgressBar?
  ) throws(ProblemReport) -> RecordSet {
    // With the dot it must be a folder.
    guard access(records + "/.", R_OK | X_OK) == 0 else {
      throw ProblemReport(problems: [.unreadable(records, errno)])
    }
    var reader = RecordReader()
    reader.columns = columns
    reader.schema = schema
    reader.threads = threadCount
    if let bar {
      let stage = output.say("读取记录", "read")
      reader.progress = {
        bar.show(stage, done: Int64($0), total: Int64($1), unit: .bytes)
      }
    }
    let reading = try reader.read(folder: records)
    if !reading.notes.isEmpty { bar?.finishLine() }
    for note in reading.notes { Console.note(output.problemText.note(note)) }
    return reading.records
  }

  /// Scorers run in a process of their own; in this one only to measure what that costs.
  func host() throws(Problem) -> any ScorerHost {
    let folder: String
    if let scorers { folder = scorers } else { folder = try ScorerFolder.beside() }
    if inProcess { return try InProcessScorers(folder: folder) }
    return try ScorerProcess(folder: folder)
  }

  func scoringOptions(_ output: OutputOptions, _ bar: ProgressBar?) -> ScoringOptions {
    guard let bar else { return ScoringOptions(threads: threadCount) }
    let stage = output.say("计算评分", "score")
    return ScoringOptions(
      threads: threadCount,
      progress: { bar.show(stage, done: Int64($0), total: Int64($1)) })
  }
}

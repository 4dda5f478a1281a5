import ArgumentParser
import Glibc
import Records
import Rules
import Scoring

/// Records of a folder instead of a server's.
struct OfflineMonths: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Work on the record files of this folder, without a server.", valueName: "DIR")
  )
  var records: String?
  @Option(
    help: ArgumentHelp(
      "With --records: folder of the scorers in force (default: beside this program).",
      valueName: "DIR"))
  var scorers: String?

  var threadCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// - Parameter schema: the parameters and dimensions that records may name.
  func read(
    _ folder: String, _ schema: PolicySchema, _ output: OutputOptions
  ) throws -> RecordSet {
    guard access(folder + "/.", R_OK | X_OK) == 0 else { throw Problem.unreadable(folder, errno) }
    var reader = RecordReader()
    reader.threads = threadCount
    reader.schema = schema
    let reading = try reader.read(folder: folder)
    for note in reading.notes { Console.note(output.problemText.note(note)) }
    return reading.records
  }

  var scoringOptions: ScoringOptions { ScoringOptions(threads: threadCount) }
}

import Rules
import Scoring

/// Scorers of the command line's files, each in a process of its own.
enum LocalScorers {
  /// The scorers of a folder; nil: those beside this program.
  static func folder(_ folder: String?) throws(Problem) -> any ScorerHost {
    if let folder { return try ScorerProcess(folder: folder) }
    return try ScorerProcess(folder: ScorerFolder.beside())
  }

  /// The scorer of one file.
  static func plugin(_ path: String) throws(Problem) -> any ScorerHost {
    try ScorerProcess(paths: [path])
  }

  /// The scorer of one file, after every stage of its verification.
  static func verified(
    _ path: String, passed: (ScorerVerification.Stage) -> Void
  ) throws(Problem) -> any ScorerHost {
    try ScorerVerification.verify(path: path, passed: passed)
    return try plugin(path)
  }
}

import Rules

/// A problem of one file, before the numbers of its lines are known.
struct Finding {
  /// The record's offset in the file; nil where the problem is not on a line.
  var offset: Int?
  /// The column's place among those of the same line.
  var order: Int
  var problem: Problem
  /// The record with the same key that came first.
  var earlier: Int?
}

/// The problems of one file: the first ones, and how many there are. A row's may come in any order,
/// so that a row more is kept than is shown.
struct FindingList {
  private(set) var kept: [Finding] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }
  /// What comes later in the file is only counted.
  var isFull: Bool { kept.count >= ProblemReport.shownAtMost + ReaderLimits.columnsMax }

  mutating func add(_ finding: Finding) {
    if !isFull { kept.append(finding) }
    count += 1
  }

  /// Counts a finding that is not kept.
  mutating func addUnseen() { count += 1 }

  mutating func add(contentsOf other: FindingList) {
    kept += other.kept
    count += other.count
  }

  /// Sorts, keeps the first and tells their lines.
  func problems(of file: RecordFile?) -> [Problem] {
    let sorted = kept.sorted { ($0.offset ?? -1, $0.order) < ($1.offset ?? -1, $1.order) }
    let first = Array(sorted.prefix(ProblemReport.shownAtMost))
    let offsets = Set(first.flatMap { [$0.offset, $0.earlier] }.compactMap(\.self)).sorted()
    let lines = Dictionary(
      uniqueKeysWithValues: zip(offsets, file?.lines(at: offsets) ?? []))
    return first.map { finding in
      var problem = finding.problem
      problem.place?.line = finding.offset.flatMap { lines[$0] }
      if let earlier = finding.earlier.flatMap({ lines[$0] }) {
        problem = problem.naming(earlierLine: earlier)
      }
      return problem
    }
  }
}

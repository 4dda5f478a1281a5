import Records
import Rules
import Synchronization

/// Facts and scores of all members in one month, in columns by member.
///
/// Blocks of members are filled by several threads; each writes its own members alone.
final class ScoredMonth: @unchecked Sendable {
  private static let membersPerBlock = ScorerBatch.membersMax

  private(set) var records: RecordSet
  let context: MonthContext
  let scoring: MonthScoring
  let memberCount: Int
  let layout: FactLayout
  let facts: FactColumns
  /// By dimension of `scoring`, then by member.
  let scores: Columns<Int64>
  let totals: Columns<Int64>
  /// By member: bits of `flagNames`.
  let flags: Columns<UInt32>
  let flagNames: [String]
  /// By member: due days that were absent as a whole.
  let absentDays: Columns<MonthDays>
  /// The bit of the flag that makes a month unqualified, whatever the total.
  let vetoBit: UInt32
  /// Where the tie-breaking dimensions are in `scoring`; -1 for one without a scorer.
  let tieBreakers: [Int]
  /// Bits of `flagNames` by dimension of `scoring` and its own flag.
  private let flagBits: [[UInt32]]

  init(
    _ records: consuming RecordSet, _ context: MonthContext, _ scoring: MonthScoring
  ) throws(Problem) {
    self.records = records
    self.context = context
    self.scoring = scoring
    memberCount = context.dueDays.count
    layout = scoring.layout
    facts = try FactColumns(memberCount: memberCount, factCount: layout.count)
    scores = Columns(memberCount * scoring.dimensions.count, of: 0)
    totals = Columns(memberCount, of: 0)
    flags = Columns(memberCount, of: 0)
    absentDays = Columns(memberCount, of: MonthDays())
    let names = scoring.host.flagNames
    flagNames = names
    flagBits = scoring.dimensions.map { scorer in
      scorer.descriptor.flags.map { name in
        names.firstIndex(of: name).map { 1 << UInt32($0) } ?? 0
      }
    }
    vetoBit = flagNames.firstIndex(of: "veto").map { 1 << UInt32($0) } ?? 0
    tieBreakers = MonthStanding.tieBreakers.map { id in
      scoring.dimensions.firstIndex { $0.descriptor.dimension.rawValue == id } ?? -1
    }
  }

  var isAppraised: (Int) -> Bool {
    let least = Int(scoring.policy[.minWorkdaysDue])
    return { self.context.dueDays[$0].count >= least }
  }

  func score(_ dimension: Int) -> UnsafeMutablePointer<Int64> {
    scores.base + dimension * memberCount
  }

  /// Attendance first, by block of members; then facts by kind, each in its own columns; then
  /// scores by block. `keepsPunches` is for those who explain: without them, the largest part of
  /// the records goes back before the columns of the other facts are touched.
  func fill(_ options: ScoringOptions, keepsPunches: Bool) throws(Problem) {
    let sources = MonthFacts.sources(records, context, layout)
    let progress = Progress(total: sources.count + 2 * blocks, options)
    func forEachBlock(
      _ count: Int, _ body: @Sendable (Int) throws(Problem) -> Void
    ) throws(Problem) {
      try inParallel(threads: options.threads, blocks: count) { block throws(Problem) in
        try progress.checkCancelled()
        try body(block)
        progress.step()
      }
    }
    let attendance = AttendanceFacts(context: context)
    try forEachBlock(blocks) { block in
      attendance.derive(
        self.members(ofBlock: block), self.records.punches, into: self.facts,
        absentDays: self.absentDays.base)
    }
    if !keepsPunches { records.punches = PunchColumns(members: 0) }
    try forEachBlock(sources.count) { block in sources[block].fill(self.facts) }
    try forEachBlock(blocks) { block throws(Problem) in
      try self.score(self.members(ofBlock: block))
    }
  }

  /// Scores and totals of all members, whose facts are there.
  func scoreAll(threads: Int) throws(Problem) {
    try inParallel(threads: threads, blocks: blocks) { block throws(Problem) in
      try self.score(self.members(ofBlock: block))
    }
  }

  private var blocks: Int { (memberCount + Self.membersPerBlock - 1) / Self.membersPerBlock }

  private func members(ofBlock block: Int) -> Range<Int> {
    let first = block * Self.membersPerBlock
    return first..<min(first + Self.membersPerBlock, memberCount)
  }

  private func score(_ members: Range<Int>) throws(Problem) {
    let raised = Columns<UInt32>(members.count * scoring.dimensions.count, of: 0)
    try scoring.host.score(
      scoring.dimensions.enumerated().map { place, scorer in
        ScorerBatch(
          scorer: scorer.index, memberCount: members.count,
          facts: scorer.places.map { UnsafePointer(facts.column($0) + members.lowerBound) },
          parameters: scorer.parameters, scores: score(place) + members.lowerBound,
          flags: raised.base + place * members.count)
      })
    for dimension in scoring.dimensions.indices {
      try check(dimension, members, raised.base + dimension * members.count)
    }
    let weights = scoring.dimensions.map(\.weight)
    for member in members {
      var sum: Int64 = 0
      for dimension in weights.indices { sum += weights[dimension] * score(dimension)[member] }
      totals.base[member] = roundedQuotient(sum, 100)
    }
  }

  /// Refuses scores outside the range and flags that are not declared; takes those that are.
  private func check(
    _ dimension: Int, _ members: Range<Int>, _ raised: UnsafeMutablePointer<UInt32>
  ) throws(Problem) {
    let scorer = scoring.dimensions[dimension]
    let column = score(dimension) + members.lowerBound
    let undeclared = ~flagMask(scorer.descriptor.flags.count)
    for i in 0..<members.count {
      guard UInt64(bitPattern: column[i]) <= 10_000 else {
        throw .scorerOutOfRange(
          scorer.descriptor, staffNo: records.staff[members.lowerBound + i], column[i])
      }
      if raised[i] == 0 { continue }
      guard raised[i] & undeclared == 0 else {
        throw .scorerUndeclaredFlag(
          scorer.descriptor, staffNo: records.staff[members.lowerBound + i])
      }
      for (flag, bit) in flagBits[dimension].enumerated()
      where raised[i] & 1 << UInt32(flag) != 0 {
        flags.base[members.lowerBound + i] |= bit
      }
    }
  }

  private func flagMask(_ count: Int) -> UInt32 {
    count >= 32 ? .max : (1 << UInt32(count)) - 1
  }
}

/// Memory that several threads fill, each its own part.
final class Columns<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>

  init(_ count: Int, of value: Element) {
    base = .allocate(capacity: max(1, count))
    base.initialize(repeating: value, count: count)
  }

  deinit { base.deallocate() }
}

/// Counts the blocks that are done and asks whether to go on.
final class Progress: Sendable {
  private let total: Int
  private let options: ScoringOptions
  private let done = Mutex(0)

  init(total: Int, _ options: ScoringOptions) {
    self.total = total
    self.options = options
  }

  func checkCancelled() throws(Problem) {
    if options.isCancelled() { throw .cancelled }
  }

  func step() {
    done.withLock { done in
      done += 1
      options.progress(done, total)
    }
  }
}

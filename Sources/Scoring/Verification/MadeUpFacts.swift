import Rules

/// Facts of members that nobody is: as they are in real months, mostly none, some few, seldom many,
/// and always the same. What belongs together fits: marks their counts, levels their sum.
struct MadeUpFacts {
  /// The most centipoints that one mark brings.
  private static let fullMarks: Int64 = 10_000

  private let memberCount: Int
  private var known: [Fact: [Int64]] = [:]

  init(memberCount: Int) {
    self.memberCount = memberCount
    for fact in Fact.allCases {
      known[fact] = Self.values(memberCount, unit: fact.descriptor.unit, seed: fact.index + 1)
    }
    for adjustment in Fact.adjustments { known[adjustment] = signed(adjustment.index + 1) }
    for member in 0..<memberCount { reconcile(member) }
  }

  /// A fact's column, by member.
  func column(_ fact: FactID, place: Int) -> [Int64] {
    switch fact {
    case .known(let fact): known[fact] ?? []
    case .adjustment: signed(1000 + place)
    case .county: Self.values(memberCount, unit: .count, seed: 2000 + place)
    }
  }

  private mutating func reconcile(_ member: Int) {
    func value(_ fact: Fact) -> Int64 { known[fact]?[member] ?? 0 }
    func set(_ fact: Fact, _ value: Int64) { known[fact]?[member] = value }
    let levels: [Fact] = [
      .ratingsLevel1, .ratingsLevel2, .ratingsLevel3, .ratingsLevel4, .ratingsLevel5,
    ]
    set(.ratings, levels.reduce(0) { $0 + value($1) })
    let attended = min(value(.trainingsAttended), value(.trainingsRequired))
    set(.trainingsAttended, attended)
    set(.trainingsExcused, min(value(.trainingsExcused), value(.trainingsRequired) - attended))
    let marks: [(sum: Fact, count: Fact)] = [
      (.inspectionDeskMarks, .inspections), (.inspectionWindowMarks, .inspections),
      (.inspectionPersonMarks, .inspections), (.selfReviewMarks, .selfReviews),
      (.peerReviewMarks, .peerReviews), (.leaderReviewMarks, .leaderReviews),
    ]
    for (sum, count) in marks { set(sum, min(value(sum), value(count) * Self.fullMarks)) }
    let parts: [Fact] = [.inspectionDeskMarks, .inspectionWindowMarks, .inspectionPersonMarks]
    set(.inspectionMarks, parts.reduce(0) { $0 + value($1) })
  }

  private func signed(_ seed: Int) -> [Int64] {
    Self.values(memberCount, unit: .centipoints, seed: seed).map { $0 == 0 ? 0 : $0 - 500 }
  }

  private static func values(
    _ count: Int, unit: FactDescriptor.Unit, seed: Int
  ) -> [Int64] {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func next(_ bound: UInt64) -> Int64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int64(state % bound)
    }
    return (0..<count).map { _ in
      if next(3) > 0 { return 0 }
      let value = next(next(8) == 0 ? 1000 : 9) + 1
      return unit == .centipoints ? value * 100 : value
    }
  }
}

import Rules
import Testing

/// Clause 9.1: which session a punch belongs to.
struct PunchPartitionTests {
  /// Days of few punches, most of them near the schedule's borders.
  private static func days(_ count: Int) -> [[Int32]] {
    var random = SplitMix(seed: 91)
    let borders: [Int32] = [30_600, 36_900, 43_200, 47_700, 52_200, 57_600, 63_000]
    return (0..<count).map { _ in
      (0..<Int(random.next() % 9)).map { _ in
        let border = borders[Int(random.next() % UInt64(borders.count))]
        return max(0, min(86_399, border + Int32(random.next() % 5400) - 2700))
      }
    }
  }

  @Test("Each punch belongs to one session, or to neither between the break's two events")
  func eachPunchOnce() {
    let schedule = DaySchedule.standard
    for (seed, punches) in Self.days(4000).enumerated() {
      let span = Int32(seed % 4) * 600
      let partition = PunchPartition(punches, schedule)
      var am = PunchSpan()
      var pm = PunchSpan()
      for punch in punches {
        switch partition.session(of: punch, schedule, repeatSpan: span) {
        case .am: am.add(punch)
        case .pm: pm.add(punch)
        case nil:
          #expect(partition.pause.first < punch && punch < partition.pause.last)
          #expect(partition.pause.last - partition.pause.first > span)
        }
      }
      let sessions = partition.sessions(repeatSpan: span)
      #expect(sessions.am == am && sessions.pm == pm, "punches \(punches)")
    }
  }

  @Test("The order of punches and their repeats never matter")
  func anyOrder() {
    var random = SplitMix(seed: 7)
    for punches in Self.days(2000) {
      var shuffled = punches + punches.prefix(2)
      shuffled.shuffle(using: &random)
      #expect(PunchPartition(punches, .standard) == PunchPartition(shuffled, .standard))
    }
  }

  @Test(
    "Two events in the break part them; one goes to the nearer session",
    arguments: [
      // 13:10:00 and 13:15:00 are five minutes apart, about the middle 13:15.
      ([47_400, 47_700], 300, 47_400, 47_700),
      // Six minutes apart: a departure and an arrival, and the one between belongs to neither.
      ([47_400, 47_580, 47_760], 300, 47_400, 47_760),
      ([43_200], 300, 43_200, nil), ([47_699], 300, 47_699, nil), ([47_700], 300, nil, 47_700),
      ([52_199], 300, nil, 52_199), ([52_200], 300, nil, 52_200), ([43_199], 300, 43_199, nil),
    ] as [([Int32], Int32, Int32?, Int32?)])
  func breakPunches(_ punches: [Int32], _ span: Int32, _ am: Int32?, _ pm: Int32?) {
    let sessions = PunchPartition(punches, .standard).sessions(repeatSpan: span)
    #expect(sessions.am.isEmpty ? am == nil : sessions.am.last == am)
    #expect(sessions.pm.isEmpty ? pm == nil : sessions.pm.first == pm)
  }
}

extension PunchPartition {
  init(_ punches: [Int32], _ schedule: DaySchedule) {
    self.init()
    for punch in punches { add(punch, schedule) }
  }
}

/// A small generator with a seed, so that a failing case can be had again.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

import Rules
import Testing

/// Clause 12.2.1: ranks, the excellent quota and the three grades.
struct MonthGradingTests {
  private func standing(_ total: Int64, _ evaluation: Int64 = 9000, veto: Bool = false)
    -> MonthStanding
  {
    MonthStanding(total: total, ties: SIMD4(evaluation, 0, 0, 0), isVetoed: veto)
  }

  @Test("Ranks are 1, 2, 2, 4")
  func ranks() {
    let grading = MonthGrading(
      [standing(9000), standing(9500), standing(9000), standing(8000)], GradeBounds())
    #expect(grading.ranks == [2, 1, 2, 4])
  }

  @Test("A block of equals is excellent as a whole or not at all, and the first misfit ends it")
  func blocks() {
    let group =
      [9900, 9800, 9800, 9700].map { standing($0) } + Array(repeating: standing(7000), count: 6)
    let grading = MonthGrading(group, GradeBounds())
    #expect(grading.quota == 2)
    #expect(grading.grades.filter { $0 == .excellent }.count == 1)
    #expect(grading.grades[3] == .qualified)
  }

  @Test("Equal totals are parted by evaluation")
  func ties() {
    let group =
      [standing(9900, 9000), standing(9900, 9500)] + Array(repeating: standing(7000), count: 3)
    let grading = MonthGrading(group, GradeBounds())
    #expect(grading.ranks[0] == 1 && grading.ranks[1] == 1)
    #expect(grading.grades[0] == .qualified && grading.grades[1] == .excellent)
  }

  @Test("A veto is unqualified whatever the total, and so is a total below the bound")
  func unqualified() {
    let grading = MonthGrading(
      [standing(9900, veto: true), standing(5999), standing(6000)],
      GradeBounds(excellentPercent: 100))
    #expect(grading.grades == [.unqualified, .unqualified, .qualified])
  }

  @Test("The quota is never exceeded, and the order of members never matters")
  func properties() {
    var random = SplitMix(seed: 12)
    for size in 1..<120 {
      let bounds = GradeBounds(excellentPercent: Int64(random.next() % 101))
      let group = (0..<size).map { _ in
        standing(8800 + Int64(random.next() % 12) * 100, Int64(random.next() % 3))
      }
      let grading = MonthGrading(group, bounds)
      let excellent = grading.grades.filter { $0 == .excellent }.count
      #expect(excellent <= size * Int(bounds.excellentPercent) / 100)
      let order = (0..<size).shuffled(using: &random)
      let shuffled = MonthGrading(order.map { group[$0] }, bounds)
      for (place, member) in order.enumerated() {
        #expect(shuffled.grades[place] == grading.grades[member])
        #expect(shuffled.ranks[place] == grading.ranks[member])
      }
    }
  }
}

import Rules
import Testing

/// Clauses 12.2.2, 12.3.3, 8.4.3 and 9.1.4: the year and what it proposes.
struct YearGradingTests {
  private func year(_ totals: [Int64], _ grades: [Grade]) -> YearStanding {
    var standing = YearStanding()
    for (total, grade) in zip(totals, grades) { standing.add(total: total, grade: grade) }
    return standing
  }

  private func even(_ total: Int64, months: Int = 12, excellent: Int = 0) -> YearStanding {
    year(
      Array(repeating: total, count: months),
      (0..<months).map { $0 < excellent ? .excellent : .qualified })
  }

  @Test("A year's score is the rounded mean of its months, half up")
  func mean() {
    #expect(year([9000, 9001], [.qualified, .qualified]).score == 9001)
    #expect(YearStanding().score == nil)
  }

  @Test("Too few months are not graded, take no rank and no part of the quota")
  func notGraded() {
    let grading = YearGrading(
      [even(9900, months: 5), even(9800), even(9700), even(9600), even(9500), even(9400)],
      YearBounds())
    #expect(grading.quota == 1)
    #expect(grading.grades[0] == .notGraded && grading.ranks[0] == 0)
    #expect(grading.grades[1] == .excellent && grading.ranks[1] == 1)
  }

  @Test("An unqualified month bars excellence, and three make the year unqualified")
  func unqualifiedMonths() {
    var one = even(9800, months: 11)
    one.add(total: 9800, grade: .unqualified)
    var three = even(9800, months: 9)
    for _ in 0..<3 { three.add(total: 9800, grade: .unqualified) }
    let grading = YearGrading(
      [one, three, even(5999)], YearBounds(grades: GradeBounds(excellentPercent: 100)))
    #expect(grading.grades == [.qualified, .unqualified, .unqualified])
  }

  @Test("Equal scores are parted by excellent months")
  func excellentMonths() {
    let rest = Array(repeating: even(8000), count: 3)
    let grading = YearGrading([even(9800), even(9800, excellent: 2)] + rest, YearBounds())
    #expect(grading.grades[1] == .excellent && grading.grades[0] == .qualified)
    #expect(grading.ranks[0] == 1 && grading.ranks[1] == 1)
  }

  @Test("Days that are not due neither count nor break an absence; months' borders neither")
  func absenceRun() {
    var run = AbsenceRun()
    run.add(due: MonthDays(bits: 0b1110_0000), absent: MonthDays(bits: 0b1100_0000))
    run.add(due: MonthDays(bits: 0b0000_0110), absent: MonthDays(bits: 0b0000_0110))
    #expect(run.longest == 4)
    run.add(due: MonthDays(bits: 0b0000_0111), absent: MonthDays(bits: 0b0000_0110))
    #expect(run.longest == 4)
  }

  @Test("Proposals: two unqualified years or two failed exams remove, four absent days return")
  func proposals() {
    func propose(
      _ before: Grade?, _ now: Grade, exams: Bool = false, days: Int = 0
    ) -> [Proposal] {
      ProposalGrounds(
        yearBefore: before, thisYear: now, hasFailedExamAndMakeUp: exams, longestAbsence: days
      ).proposals
    }
    #expect(propose(.unqualified, .unqualified) == [.removeFromWindow])
    #expect(propose(nil, .unqualified).isEmpty)
    #expect(propose(.notGraded, .unqualified).isEmpty)
    #expect(propose(.unqualified, .notGraded, days: 3).isEmpty)
    #expect(
      propose(.unqualified, .unqualified, exams: true, days: 4) == [
        .removeFromWindow, .returnToUnit,
      ])
    #expect(propose(nil, .notGraded, exams: true) == [.removeFromWindow])
  }
}

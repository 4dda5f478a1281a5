import Records
import Rules

/// A month of punches as a county has them: four on each weekday, at times that differ by minutes.
struct SamplePunches {
  let members: Int
  let month = YearMonth(year: 2025, month: 9)

  var columns: PunchColumns {
    var columns = PunchColumns(members: members)
    columns.devices = (1...8).map { "D\($0)" }
    columns.words.reserveCapacity(members * 88)
    let days = month.days.filter { $0.weekday <= 5 }
    var seed: UInt64 = 1
    for member in 0..<members {
      for day in days {
        for second in [30_000, 43_300, 51_900, 63_300] {
          seed = seed &* 6_364_136_223_846_793_005 &+ 1
          columns.words.append(
            PunchColumns.word(
              time: LocalTime(day: day, secondOfDay: second + Int(seed >> 33) % 600),
              device: member % 8, method: Int(seed >> 60) % 4))
        }
      }
      columns.starts[member + 1] = columns.words.count
    }
    return columns
  }
}

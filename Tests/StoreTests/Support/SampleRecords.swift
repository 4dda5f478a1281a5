import Records
import Rules

/// Records made up for tests: some of every kind that the queries tell apart.
struct SampleRecords {
  var members = 3
  var month = YearMonth(year: 2025, month: 9)
  var punchMethod = 0

  var set: RecordSet {
    let staff = (0..<members).map { Self.number($0) }
    var tables: [String: RecordTable] = [:]
    for kind in RecordKind.all where kind != .punches {
      tables[kind.name] = RecordTable(emptyOf: kind)
    }
    tables["centers"] = table(
      .centers, 2, ["level": [0, 1]],
      texts: ["center_code": ["C1", "C2"], "name": ["县中心", "镇中心"]])
    tables["units"] = table(
      .units, 1, ["kind": [0]], texts: ["unit_code": ["U1"], "name": ["公安局"]])
    let all = Array(0..<Int32(members))
    tables["staff"] = table(
      .staff, members,
      [
        "center_code": all.map { $0 % 2 }, "unit_code": all.map { _ in 0 },
        "employment": all.map { $0 % 3 }, "on_window_since": all.map { _ in 18_000 },
        "left_on": all.map { $0 == 2 ? month.firstDay.rawValue + 9 : RecordTable.none32 },
      ],
      texts: [
        "staff_no": staff, "name": staff.map { "王\($0)" }, "window_code": all.map { "W\($0)" },
      ])
    tables["calendar"] = table(.calendar, 1, ["date": [20_362], "kind": [1]])
    tables["policy"] = table(.policy, 1, texts: ["name": ["late_points"], "value": ["2.5"]])
    return RecordSet(
      tables: tables, punches: punches,
      codes: [
        "centers": CodeTable(["C1", "C2"]), "units": CodeTable(["U1"]),
        "staff": CodeTable(staff), "trainings": CodeTable(),
      ], policy: policy)
  }

  static func number(_ member: Int) -> String {
    let digits = String(member)
    return "S" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  private var policy: Policy {
    var policy = Policy()
    policy[.latePoints] = 250
    return policy
  }

  /// Two punches a day on the month's first twenty days, at two devices.
  var punches: PunchColumns {
    var columns = PunchColumns(members: members)
    columns.devices = ["D1", "D2"]
    for member in 0..<members {
      for (index, day) in month.days.prefix(20).enumerated() {
        for (session, second) in [30_000, 63_000].enumerated() {
          columns.words.append(
            PunchColumns.word(
              time: LocalTime(day: day, secondOfDay: second + member % 60),
              device: (index + session) % 2, method: punchMethod))
        }
      }
      columns.starts[member + 1] = columns.words.count
    }
    return columns
  }
}

func table(
  _ kind: RecordKind, _ count: Int, _ integers: [String: [Int32]] = [:],
  times: [String: [Int64]] = [:], texts: [String: [String]] = [:]
) -> RecordTable {
  var columns: [String: TextColumn] = [:]
  for (name, values) in texts {
    var column = TextColumn()
    for value in values { column.append(value) }
    columns[name] = column
  }
  return RecordTable(
    kind: kind, count: count, integers32: integers, integers64: times, texts: columns)
}

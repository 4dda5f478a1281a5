import Glibc
import Records
import Rules
import Store

// A server that is made to be killed: `StoreCrashWriter FOLDER` imports the same punches again and
// again, the n-th time with method n mod 4, each time with an audit entry, and writes a byte to its
// output after each commit.

let members = 50

/// Staff and a month of their punches, all by one method.
func records(method: Int) -> RecordSet {
  let numbers = (0..<members).map { "S\($0 + 100)" }
  var codes = TextColumn()
  var empty = TextColumn()
  for number in numbers {
    codes.append(number)
    empty.append("")
  }
  let zeros = [Int32](repeating: 0, count: members)
  let staff = RecordTable(
    kind: .staff, count: members,
    integers32: [
      "center_code": zeros, "unit_code": zeros, "employment": zeros, "on_window_since": zeros,
      "left_on": [Int32](repeating: RecordTable.none32, count: members),
    ], integers64: [:], texts: ["staff_no": codes, "name": codes, "window_code": empty])
  var punches = PunchColumns(members: members)
  punches.devices = ["D1"]
  for member in 0..<members {
    for day in YearMonth(year: 2025, month: 9).days {
      punches.words.append(
        PunchColumns.word(
          time: LocalTime(day: day, secondOfDay: 30_000), device: 0, method: method))
    }
    punches.starts[member + 1] = punches.words.count
  }
  return RecordSet(
    tables: ["staff": staff], punches: punches,
    codes: [
      "staff": CodeTable(numbers), "centers": CodeTable(["C1"]), "units": CodeTable(["U1"]),
    ], policy: Policy())
}

let folder = try DataFolder.open(CommandLine.arguments[1])
let isNew = try folder.countyCodes().isEmpty
let store =
  isNew
  ? try await folder.createCounty(CountyInfo(code: "a", name: "", createdAt: 0))
  : try await folder.county("a")
while true {
  try await store.write { transaction in
    let entry = try transaction.audit(
      AuditEvent(at: 0, actor: "", method: "import", subject: "", before: "", after: ""))
    _ = try transaction.upsert(records(method: Int(entry.number % 4)))
  }
  var byte = UInt8(ascii: ".")
  _ = write(1, &byte, 1)
}

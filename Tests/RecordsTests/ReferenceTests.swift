import Foundation
import Records
import Rules
import Testing

@Suite struct ReferenceTests {
  static let punch = "staff_no,at,device,method\nS1,2025-10-09 08:30:00,D1,face\n"

  @Test func `codes of centres and units are free where nobody lists them`() throws {
    let folder = try Folder([
      "schedules":
        "center_code,from_date,am_start,am_end,pm_start,pm_end\nC9,2025-01-01,08:00,12:00,14:00,17:00\n"
    ])
    #expect(folder.places() == ["schedules.csv:2:center_code"])
    try folder.remove("centers")
    try folder.remove("units")
    let records = try folder.read().records
    #expect(records.codes["centers"]?.index(of: "C9") == 1)
    #expect(records[.schedules].integers32["center_code"] == [1])
  }

  @Test func `a row that names a member whose own row is in error is no further error`() throws {
    let folder = try Folder(["punches": Self.punch])
    try folder.write(
      "staff",
      Array((Folder.valid["staff"] ?? "").replacing("civil_servant", with: "temporary").utf8))
    #expect(folder.places() == ["staff.csv:2:employment"])
    try folder.write("staff", Array((Folder.valid["staff"] ?? "").replacing(",W1", with: "").utf8))
    #expect(folder.places() == ["staff.csv:2"])
    try folder.remove("staff")
    #expect(folder.places() == ["staff.csv"])
  }

  @Test func `what the store knows need not be in a file`() throws {
    let folder = try Folder(["punches": Self.punch])
    try folder.remove("staff")
    try folder.remove("calendar")
    var reader = RecordReader()
    reader.known = KnownCodes(codes: ["staff": ["S0", "S1"]], hasCalendar: true)
    let records = try reader.read(folder: folder.url.path).records
    #expect(records.staff.index(of: "S1") == 1)
    #expect(records.punches.starts == [0, 0, 1])
  }

  @Test func `an equal row counts once and another with its key is an error naming both lines`()
    throws
  {
    let folder = try Folder([
      "policy": "name,value\nlate_points,2\nlate_points,2.00\nlate_points,3\n",
      "punches": """
      staff_no,at,device,method
      S1,2025-10-09 08:30:00,D1,face
      S2,2025-10-09 08:30:00,D1,card
      S1,2025-10-09T08:30:00.7,D1,face
      S1,2025-10-09 08:30:00,D1,card
      """,
    ])
    let report = #expect(throws: ProblemReport.self) { try folder.read() }
    #expect(
      report?.problems.map { $0.place?.description ?? "" } == [
        "policy.csv:4:name", "punches.csv:5:staff_no at device",
      ])
    #expect(report?.problems.map { $0.text.en.contains("than in line 2") } == [true, true])
  }
}

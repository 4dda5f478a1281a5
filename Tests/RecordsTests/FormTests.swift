import Records
import Rules
import Testing

@Suite struct FormTests {
  static let times = "staff_no,at,device,method\nS1,%,D1,face\n"

  @Test(arguments: [
    "2024-02-29 00:00:00", "2025-10-09T23:59:59", "2025-10-09 08:30:00.5",
    "2025-10-09T08:30:00.123456789", " 2025-10-09 08:30:00\t", "\" 2025-10-09 08:30:00 \"",
    "1969-12-31 23:59:59", "9999-12-31 23:59:59", "0001-01-01 00:00:00",
  ])
  func `a time may have a T and a fraction`(text: String) throws {
    let folder = try Folder(["punches": Self.times.replacing("%", with: text)])
    #expect(folder.places() == [])
  }

  @Test(arguments: [
    "2025-02-29 00:00:00", "2100-02-29 00:00:00", "2025-10-09 24:00:00", "2025-10-09 08:60:00",
    "2025-10-09 08:30:60", "2025-10-09 8:30:00", "2025-10-09 08:30", "2025-10-09",
    "2025-10-09 08:30:00.",
    "2025-10-09 08:30:00Z", "2025-10-09  08:30:00", "2025-10-09t08:30:00", "2025-13-01 00:00:00",
    "2025-00-01 00:00:00", "2025-01-00 00:00:00", "0000-01-01 00:00:00", "2025-10-09 08:30:00,5",
    "２０２５-10-09 08:30:00", "2025-10-09 08:30:0O", "",
  ])
  func `any other form of a time is refused`(text: String) throws {
    let quoted = text.contains(",") ? "\"\(text)\"" : text
    let folder = try Folder(["punches": Self.times.replacing("%", with: quoted)])
    #expect(folder.places() == ["punches.csv:2:at"])
  }

  @Test func `a T and a fraction belong to the time columns alone`() throws {
    let folder = try Folder([
      "calendar": "date,kind\n2025-10-01T00:00:00,rest\n",
      "incidents": """
      incident_no,staff_no,date,time,kind,minutes,status,source
      I1,S1,2025-10-09,09:30:00.5,gaming,,confirmed,camera
      I2,S1,2025-10-09,09:30,gaming,,confirmed,camera
      I3,S1,2025-10-09,09:30:15,gaming,007,confirmed,camera
      I4,S1,2025-10-09,24:00,gaming,+1,confirmed,camera
      """,
      "schedules":
        "center_code,from_date,am_start,am_end,pm_start,pm_end\n,2025-01-01,08:30:00,12:00,14:00,17:00\n",
    ])
    #expect(
      folder.places() == [
        "calendar.csv:2:date", "schedules.csv:2:am_start", "incidents.csv:2:time",
        "incidents.csv:5:time", "incidents.csv:5:minutes",
      ])
  }

  @Test(arguments: [
    ("5", true), ("05", false), ("0", false), ("6", false), ("5.0", false), ("+5", false),
    ("五", false),
  ])
  func `a level is one digit`(text: String, isRight: Bool) throws {
    let folder = try Folder([
      "ratings": "rating_no,staff_no,at,level,case_no\nR1,S1,2025-10-09 10:00:00,\(text),\n"
    ])
    #expect(folder.places() == (isRight ? [] : ["ratings.csv:2:level"]))
  }

  @Test(arguments: [
    ("-2", true), ("+3.5", true), ("150", true), ("-0.01", true), ("1.234", false), ("1.", false),
    (".5", false), ("--1", false), ("1e3", false), ("", false), ("99999999999999999999", false),
  ])
  func `an adjustment is signed and has up to two decimals`(text: String, isRight: Bool) throws {
    let folder = try Folder([
      "adjustments": "staff_no,month,dimension,points\nS1,2025-10,conduct,\(text)\n"
    ])
    #expect(folder.places() == (isRight ? [] : ["adjustments.csv:2:points"]))
  }

  @Test(arguments: [
    ("90", true), ("090.50", true), ("100.01", false), ("+90", false), ("-1", false),
  ])
  func `a mark has no sign and is at most 100`(text: String, isRight: Bool) throws {
    let folder = try Folder([
      "reviews":
        "staff_no,month,source,reviewer_no,dimension,mark\nS1,2025-10,peer,S2,conduct,\(text)\n"
    ])
    #expect(folder.places() == (isRight ? [] : ["reviews.csv:2:mark"]))
  }
}

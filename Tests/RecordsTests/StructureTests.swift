import Records
import Rules
import Testing

@Suite struct StructureTests {
  static let header = "complaint_no,staff_no,date,channel,kind,status"
  static let row = "K1,S1,2025-10-09,complaint,conduct,upheld"

  func complaints(_ text: String) throws -> [String] {
    let folder = try Folder(["complaints": text])
    return folder.places()
  }

  @Test func `blank lines are skipped everywhere, and lines are counted as they stand`() throws {
    #expect(try complaints("\n \t\r\n\(Self.header)\r\n\r\n  \n\(Self.row)\r\n\n") == [])
    #expect(try complaints("\n\(Self.header)\n\n\(Self.row)x\n") == ["complaints.csv:4:status"])
  }

  @Test func `an empty file lacks every required column; a header alone has no records`() throws {
    #expect(try complaints("").count == 6)
    #expect(try complaints(Self.header) == [])
  }

  @Test func `quotes, doubled quotes, line breaks and blanks around them are taken off`() throws {
    let folder = try Folder([
      "ratings": """
      rating_no,staff_no,at,level,case_no,comment
      R1, "S1" ,"2025-10-09 10:00:00"\t,5,," 他说 ""好""
      很好 "
      R2,S1,2025-10-09 11:00:00,4,,it is 5" wide
      """
    ])
    let ratings = try folder.read().records[.ratings]
    #expect(ratings.texts["comment"]?[0] == "他说 \"好\"\n很好")
    #expect(ratings.texts["comment"]?[1] == "it is 5\" wide")
  }

  @Test func `a record that spans lines is at its first`() throws {
    let folder = try Folder([
      "ratings": """
      rating_no,staff_no,at,level,case_no,comment
      R1,S1,2025-10-09 10:00:00,7,,"a
      b"
      R2,S1,2025-10-09 10:00:00,8,,c
      """
    ])
    #expect(folder.places() == ["ratings.csv:2:level", "ratings.csv:4:level"])
  }

  @Test func `a lone carriage return is data`() throws {
    #expect(try complaints("\(Self.header)\n\(Self.row)\r") == ["complaints.csv:2:status"])
    #expect(try complaints("\(Self.header)\n\(Self.row)\r\r\n") == ["complaints.csv:2:status"])
    #expect(try complaints("\(Self.header)\r\n\(Self.row)") == [])
  }

  @Test func `text after a closing quote and a quote never closed are errors`() throws {
    #expect(
      try complaints("\(Self.header)\n\"K1\"x,S1,2025-10-09,complaint,conduct,upheld\n")
        == ["complaints.csv:2:complaint_no"])
    #expect(
      try complaints("\(Self.header)\n\"K1,S1,2025-10-09,complaint,conduct,upheld\n")
        == ["complaints.csv:2:complaint_no"])
  }

  @Test func `a byte-order mark and GB18030 are read as UTF-8 is`() throws {
    let plain = try Folder().read().records[.staff]
    let folder = try Folder()
    try folder.write("staff", [0xEF, 0xBB, 0xBF] + Array((Folder.valid["staff"] ?? "").utf8))
    #expect(try folder.read().records[.staff] == plain)
    // 张三 and 李四 in GBK.
    var bytes: [UInt8] = []
    for character in Folder.valid["staff"] ?? "" {
      switch character {
      case "张": bytes += [0xD5, 0xC5]
      case "三": bytes += [0xC8, 0xFD]
      case "李": bytes += [0xC0, 0xEE]
      case "四": bytes += [0xCB, 0xC4]
      default: bytes += Array(String(character).utf8)
      }
    }
    try folder.write("staff", bytes)
    #expect(try folder.read().records[.staff] == plain)
  }

  @Test func `an error is told once, and no more than a hundred are shown`() throws {
    let rows = (1...250).map { "K\($0),S9,2025-10-09,complaint,conduct,upheld\n" }.joined()
    let folder = try Folder(["complaints": "\(Self.header)\n\(rows)"])
    let report = #expect(throws: ProblemReport.self) { try folder.read() }
    #expect(report?.problems.count == 100)
    #expect(report?.more == 150)
    #expect(report?.problems.last?.place?.line == 101)
  }
}

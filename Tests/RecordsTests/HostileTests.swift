import Foundation
import Records
import Rules
import Testing

@Suite struct HostileTests {
  @Test func `a row that stands there many thousand times counts once and costs little`() throws {
    let row = "2025-10-01,rest\n"
    let folder = try Folder(["calendar": "date,kind\n" + String(repeating: row, count: 30_000)])
    #expect(try folder.read().records[.calendar].count == 1)
  }

  @Test func `a header of two thousand columns does not confuse the places of errors`() throws {
    let extra = (0..<2000).map { ",x\($0)" }.joined()
    let cells = String(repeating: ",", count: 1500) + "\"open"
    let folder = try Folder(["calendar": "date,kind\(extra)\n2025-10-01,rest\(cells)\n"])
    #expect(folder.places() == ["calendar.csv:2"])
  }

  @Test func `a damaged file gives records or places, never a crash, on any number of threads`()
    throws
  {
    var generator = Generator(state: 3)
    let source = golden.appending(path: "month-small")
    let kinds = RecordKind.all.map(\.name)
    let folder = try Folder()
    // The golden sets have no facts of a county's own.
    var originals = ["facts": Array("staff_no,month,name,value\nA1,2025-10,praise,-2\n".utf8)]
    for kind in kinds where originals[kind] == nil {
      originals[kind] = Array(try Data(contentsOf: source.appending(path: "\(kind).csv")))
    }
    for _ in 0..<60 {
      for kind in kinds {
        var bytes = originals[kind] ?? []
        for _ in 0..<Int.random(in: 0...2, using: &generator) where !bytes.isEmpty {
          let at = Int.random(in: bytes.indices, using: &generator)
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes.remove(at: at)
          case 2: bytes.insert(UInt8(ascii: "\""), at: at)
          default: bytes.removeSubrange(at...)
          }
        }
        try folder.write(kind, bytes)
      }
      do throws(ProblemReport) {
        let records = try folder.read().records
        let other = try folder.read(threads: 3).records
        #expect(RoundTripTests.equal(records, other))
      } catch {
        #expect(!error.problems.isEmpty)
        #expect(error.problems.allSatisfy { $0.place != nil })
      }
    }
  }

  @Test func `reading can be cancelled`() throws {
    let folder = try RoundTripTests.large()
    var reader = RecordReader()
    reader.isCancelled = { true }
    let report = #expect(throws: ProblemReport.self) { try reader.read(folder: folder.path) }
    #expect(report?.problems.map(\.code) == [.cancelled])
  }

  @Test func `a folder that is not there is told`() {
    let report = #expect(throws: ProblemReport.self) {
      try RecordReader().read(folder: "/nowhere/records")
    }
    #expect(report?.problems.map(\.code) == [.unreadableFile])
  }

  @Test func `what is no file, a pipe or a link to nowhere, is told and not waited for`() throws {
    let folder = try Folder()
    #expect(mkfifo(folder.path + "/punches.csv", 0o600) == 0)
    #expect(symlink("/nowhere", folder.path + "/leaves.csv") == 0)
    #expect(folder.places() == ["punches.csv", "leaves.csv"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `a row that is there very often costs no more than as many rows`() throws {
    let row = "R1,S1,2025-10-09 10:00:00,5,\n"
    let folder = try Folder([
      "ratings": "rating_no,staff_no,at,level,case_no\n" + String(repeating: row, count: 100_000)
    ])
    #expect(try folder.read().records[.ratings].count == 1)
  }

  @Test func `a NUL in a text, which no answer could carry, is an error where it stands`() throws {
    let staff = try #require(Folder.valid["staff"])
    let folder = try Folder([
      "staff": staff + "S\u{0}3,王五,C1,U1,,civil_servant,2024-01-01,\n",
      "punches": "staff_no,at,device,method\nS1,2025-10-09 08:00:00,D\u{0},face\n",
    ])
    #expect(folder.places() == ["staff.csv:4:staff_no", "punches.csv:2:device"])
  }
}

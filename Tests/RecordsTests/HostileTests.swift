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
    var originals: [String: [UInt8]] = [:]
    for kind in kinds {
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
}

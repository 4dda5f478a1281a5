import Foundation
import Records
import Rules
import Testing

@Suite struct GoldenReadTests {
  @Test(arguments: ["month-small", "month-edge", "year", "two-years"])
  func `every golden set is read whole, whatever the dress of its files`(name: String) throws {
    let reading = try RecordReader().read(folder: golden.appending(path: name).path)
    let records = reading.records
    #expect(records[.staff].count > 10)
    #expect(records.punches.words.count == records.punches.starts.last)
    #expect(records.punches.starts.count == records.staff.count + 1)
    for kind in RecordKind.all where kind != .punches {
      let table = records[kind]
      for column in kind.columns {
        let count =
          table.integers32[column.name]?.count ?? table.integers64[column.name]?.count
          ?? table.texts[column.name]?.count
        #expect(count == table.count, "\(kind.name).\(column.name)")
      }
    }
  }

  @Test func `unknown columns are noted, not refused`() throws {
    let reading = try RecordReader().read(folder: golden.appending(path: "month-edge").path)
    #expect(reading.notes.contains { $0.code == .ignored && $0.place?.column != nil })
  }
}

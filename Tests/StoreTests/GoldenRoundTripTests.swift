import Glibc
import Records
import Rules
import Testing

@testable import Store

@Suite("The golden sets come out of the store as they went in")
struct GoldenRoundTripTests {
  @Test(
    "import, read, import again", arguments: ["month-small", "month-edge", "year", "two-years"])
  func roundTrip(name: String) async throws {
    let set = try RecordReader().read(folder: golden(name)).records
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      let differences = try await store.write { try $0.upsert(set) }
      #expect(differences.updated == 0 && differences.unchanged == 0)
      let read = try await store.read { try $0.records() }
      #expect(read.policy == set.policy)
      for kind in RecordKind.all where kind != .punches {
        #expect(lines(read, kind) == lines(set, kind), "\(kind.name)")
      }
      #expect(punchLines(read) == punchLines(set))
      let again = try await store.write { try $0.upsert(set) }
      #expect(again.inserted == 0 && again.updated == 0)
      #expect(again.unchanged == differences.inserted)
    }
  }

  private func golden(_ name: String) -> String {
    // This file is Tests/StoreTests/…
    let parts = #filePath.split(separator: "/").dropLast(2)
    return "/" + parts.joined(separator: "/") + "/Golden/data/" + name
  }

  /// The rows as text, references as codes, in an order that does not depend on that of the rows.
  private func lines(_ set: RecordSet, _ kind: RecordKind) -> [String] {
    let table = set[kind]
    return (0..<table.count).map { row in
      kind.columns.map { column -> String in
        if let texts = table.texts[column.name] { return texts[row] }
        if let times = table.integers64[column.name] { return String(times[row]) }
        guard let values = table.integers32[column.name] else { return "missing" }
        guard case .reference(let target) = column.type, values[row] != RecordTable.none32 else {
          return String(values[row])
        }
        return set.codes[target]?[Int(values[row])] ?? "unknown"
      }.joined(separator: "|")
    }.sorted()
  }

  private func punchLines(_ set: RecordSet) -> [String] {
    var lines: [String] = []
    let punches = set.punches
    for member in 0..<punches.starts.count - 1 {
      for word in punches.words[punches.starts[member]..<punches.starts[member + 1]] {
        let device = punches.devices[PunchColumns.device(of: word)]
        let time = PunchColumns.time(of: word).rawValue
        lines.append("\(set.staff[member])|\(time)|\(device)|\(PunchColumns.method(of: word))")
      }
    }
    return lines.sorted()
  }
}

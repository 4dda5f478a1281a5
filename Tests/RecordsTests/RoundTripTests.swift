import Foundation
import Records
import Rules
import Testing

@Suite struct RoundTripTests {
  static func equal(_ a: RecordSet, _ b: RecordSet) -> Bool {
    a.tables == b.tables && a.punches == b.punches && a.policy == b.policy
  }

  @Test(arguments: ["month-small", "month-edge", "year"])
  func `what is written reads as what was read`(name: String) throws {
    let records = try RecordReader().read(folder: golden.appending(path: name).path).records
    let folder = try Folder()
    for kind in RecordKind.all {
      try folder.write(kind.name, RecordWriter(records).file(of: kind))
    }
    #expect(Self.equal(try folder.read().records, records))
  }

  @Test(arguments: [2, 3, 7])
  func `any number of threads reads the same`(threads: Int) throws {
    let folder = try Self.large()
    let one = try folder.read(threads: 1).records
    #expect(Self.equal(try folder.read(threads: threads).records, one))
    #expect(one.punches.words.count == 60_000)
  }

  @Test func `any order of punches reads the same`() throws {
    let folder = try Self.large()
    let one = try folder.read().records
    let lines = Self.punches.split(separator: "\n")
    var generator = Generator(state: 7)
    let shuffled = lines.dropFirst().shuffled(using: &generator).joined(separator: "\r\n")
    try folder.write("punches", Array("\(lines[0])\r\n\(shuffled)".utf8))
    #expect(try folder.read(threads: 2).records.punches == one.punches)
  }

  @Test func `any order of columns, and any dress, reads the same`() throws {
    let folder = try Self.large()
    let one = try folder.read().records
    let lines = Self.punches.split(separator: "\n").map { $0.split(separator: ",") }
    let turned = lines.enumerated().map { number, fields in
      let order = [fields[3], fields[1], fields[0], fields[2]]
      let dressed = number % 3 == 0 ? order.map { " \"\($0)\" " } : order.map(String.init)
      return dressed.joined(separator: ",") + ",extra"
    }
    try folder.write("punches", Array(turned.joined(separator: "\n").utf8))
    #expect(try folder.read(threads: 2).records.punches == one.punches)
    let plain = lines.map { [$0[2], $0[3], $0[1], $0[0]].joined(separator: ",") }
    try folder.write("punches", Array(plain.joined(separator: "\n").utf8))
    #expect(try folder.read(threads: 2).records.punches == one.punches)
  }

  @Test func `a line break in quotes where a file is split changes nothing`() throws {
    let folder = try Folder()
    let rows = (1...40_000).map {
      "R\($0),S1,2025-10-09 10:00:00,5,,\"a\n\nb,\(String(repeating: "\n", count: 40))\""
    }
    try folder.write(
      "ratings",
      Array("rating_no,staff_no,at,level,case_no,comment\n\(rows.joined(separator: "\n"))".utf8))
    let one = try folder.read(threads: 1).records
    #expect(one[.ratings].count == 40_000)
    #expect(Self.equal(try folder.read(threads: 2).records, one))
  }

  /// More than the reader splits: 60,000 punches of 1,500 members, out of order.
  static let punches: String = {
    var lines = ["staff_no,at,device,method"]
    for number in 0..<60_000 {
      let member = (number * 7919) % 1500 + 1
      let second = String(100 + number / 1500 % 60).dropFirst()
      lines.append(
        "S\(member),2025-10-\(10 + number % 17) 08:\(10 + number % 49):\(second),D\(number % 5)\(number / 1500),card"
      )
    }
    return lines.joined(separator: "\n")
  }()

  static func large() throws -> Folder {
    let staff = (1...1500).map { "S\($0),张三,C1,U1,,civil_servant,2024-01-01,\n" }.joined()
    let header =
      "staff_no,name,center_code,unit_code,window_code,employment,on_window_since,left_on\n"
    return try Folder(["staff": header + staff, "punches": punches])
  }
}

/// A fixed sequence of numbers, so that a failure repeats.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

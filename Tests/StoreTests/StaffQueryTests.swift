import Records
import Rules
import Testing

@testable import Store

@Suite("Lists of staff are filtered and paged")
struct StaffQueryTests {
  @Test("pages follow one another without gap or repeat, and their tokens fit their list alone")
  func pages() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      _ = try await store.write { try $0.upsert(SampleRecords(members: 25).set) }
      try await store.read { (snapshot: ReadSnapshot) throws in
        var numbers: [String] = []
        var token: String?
        var pages = 0
        repeat {
          let page = try snapshot.listStaff(StaffFilter(), pageSize: 10, pageToken: token)
          numbers += page.items.map(\.staffNo)
          token = page.nextToken
          pages += 1
        } while token != nil
        #expect(pages == 3 && numbers == (0..<25).map(SampleRecords.number))
        let first = try snapshot.listStaff(StaffFilter(), pageSize: 10)
        for (filter, bad) in [
          (StaffFilter(centerCode: "C1"), first.nextToken), (StaffFilter(), "zz"),
          (StaffFilter(), "00"),
        ] {
          let problem = #expect(throws: Problem.self) {
            try snapshot.listStaff(filter, pageSize: 10, pageToken: bad)
          }
          #expect(problem?.code == .pageTokenInvalid)
        }
      }
    }
  }

  @Test("each filter lets through whom it names, and signs of patterns are plain text")
  func filters() async throws {
    try await withCounty { (store: CountyStore, _: DataFolder) async throws in
      let sample = SampleRecords(members: 6)
      _ = try await store.write { try $0.upsert(sample.set) }
      let left = sample.month.firstDay.advanced(by: 9)
      try await store.read { (snapshot: ReadSnapshot) throws in
        func numbers(_ filter: StaffFilter) throws -> [Int] {
          let items = try snapshot.listStaff(filter, pageSize: 100).items
          #expect(try snapshot.countStaff(filter) == items.count)
          return items.compactMap { Int($0.staffNo.dropFirst()) }
        }
        #expect(try numbers(StaffFilter(centerCode: "C2")) == [1, 3, 5])
        #expect(try numbers(StaffFilter(unitCode: "none")) == [])
        #expect(try numbers(StaffFilter(windowCode: "W4")) == [4])
        #expect(try numbers(StaffFilter(activeOn: left)) == [0, 1, 3, 4, 5])
        #expect(try numbers(StaffFilter(activeOn: left.advanced(by: -1))).count == 6)
        #expect(try numbers(StaffFilter(text: "王S00000")).count == 6)
        #expect(try numbers(StaffFilter(text: "03")) == [3])
        for pattern in ["%", "_", "!"] { #expect(try numbers(StaffFilter(text: pattern)) == []) }
        #expect(try snapshot.staff("S000002")?.leftOn == left)
        #expect(
          try snapshot.staff(["S000004", "x", "S000001"]).map(\.name) == ["王S000004", "王S000001"])
      }
    }
  }
}

import CSQLite
import Glibc
import Rules
import Testing

@testable import Store

@Suite("Files of every version are brought up to date, or refused with the reason")
struct MigrationTests {
  @Test("from each earlier version the schema becomes that of a new file")
  func everyVersion() throws {
    let fresh = try schema(after: migrations.count)
    for version in 0..<migrations.count { #expect(try schema(after: version) == fresh) }
  }

  @Test("a step that fails leaves the version before it")
  func failingStep() throws {
    let file = try File()
    let bad = Migration(
      number: migrations.count + 1, name: "bad", sql: "CREATE TABLE x (a); CREATE TABLE x (a)")
    #expect(throws: DatabaseError.self) { try migrate(file.database, steps: migrations + [bad]) }
    let version = try file.database.first("PRAGMA user_version") { $0.integer(0) }
    #expect(version == Int64(migrations.count))
    #expect(throws: DatabaseError.self) { try file.database.run("SELECT * FROM x") }
    file.database.close()
  }

  @Test("a newer file, another program's file and a changed step are refused")
  func refusals() throws {
    let file = try File()
    try migrate(file.database, steps: migrations)
    let changed = Migration(number: 1, name: migrations[0].name, sql: "SELECT 1")
    #expect(
      code { try migrate(file.database, steps: [changed] + migrations.dropFirst()) }
        == .storeCorrupt)
    try file.database.run("PRAGMA user_version = \(migrations.count + 1)")
    #expect(code { try migrate(file.database, steps: migrations) } == .storeNewer)
    try file.database.run("PRAGMA application_id = 7")
    #expect(code { try migrate(file.database, steps: migrations) } == .storeForeign)
    file.database.close()
  }

  @Test("a file that is no database is told apart from a damaged one")
  func damage() async throws {
    let temporary = try TemporaryFolder()
    let folder = try DataFolder.open(temporary.path)
    try write(Array(repeating: 0x55, count: 8_192), temporary.path + "/counties/x.sqlite", at: 0)
    await expectProblem(.storeForeign) { _ = try await folder.county("x") }
    _ = try await folder.createCounty(CountyInfo(code: "y", name: "", createdAt: 0))
      .write { try $0.upsert(SampleRecords(members: 500).set) }
    await folder.close()
    let again = try DataFolder.open(temporary.path)
    // Every page but the first few, which the opening reads.
    try write(
      Array(repeating: 0x55, count: 400_000), temporary.path + "/counties/y.sqlite", at: 8 * 4_096)
    await expectProblem(.storeCorrupt) {
      _ = try await again.county("y").read { try $0.records() }
    }
    await again.close()
  }

  private func schema(after version: Int) throws -> [String] {
    let file = try File()
    try migrate(file.database, steps: Array(migrations.prefix(version)))
    try migrate(file.database, steps: migrations)
    var lines: [String] = []
    try file.database.query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name") {
      lines.append($0.text(0))
    }
    file.database.close()
    return lines
  }

  private func code(_ body: () throws -> Void) -> Problem.Code? {
    do { try body() } catch { return (error as? Problem)?.code }
    return nil
  }

  private func write(_ bytes: [UInt8], _ path: String, at offset: off_t) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    try #require(descriptor >= 0)
    #expect(pwrite(descriptor, bytes, bytes.count, offset) == bytes.count)
    close(descriptor)
  }

  private struct File {
    let folder: TemporaryFolder
    let database: Database

    init() throws {
      folder = try TemporaryFolder()
      database = try Database(path: folder.path + "/t", mode: .readWrite, cacheKibibytes: 1_000)
    }
  }
}

import CSQLite
import Rules

/// One step of the schema's history. A step that was released is never changed: its checksum is in
/// every file that it made.
struct Migration {
  /// 1, 2, 3, …
  let number: Int
  let name: String
  let sql: String

  var checksum: String { SHA256.hex(SHA256.hash(Array(sql.utf8))) }
}

/// `wsc1` in ASCII, where SQLite keeps whose file it is.
let applicationID: Int64 = 0x7773_6331

/// Brings a database to the last step, each step in its own transaction.
/// - Throws: `store_newer` for a file of a later program, `store_foreign` for one of another, and
///   `store_corrupt` when a step in the file is not the one that this program knows.
func migrate(_ database: Database, steps: [Migration]) throws {
  let version = Int(try pragma(database, "user_version"))
  let owner = try pragma(database, "application_id")
  let changes = try pragma(database, "schema_version")
  let isNew = version == 0 && owner == 0 && changes == 0
  guard isNew || owner == applicationID else {
    throw Problem(
      .storeForeign, .dataLoss, zh: "该文件不是本程序的数据库",
      en: "the file is not a database of this program",
      remedy: Bilingual(zh: "检查数据目录", en: "check the data folder"))
  }
  guard version <= steps.count else {
    throw Problem(
      .storeNewer, .precondition,
      zh: "数据库由更新的版本写成（结构 \(version)，本程序到 \(steps.count)）",
      en:
        "the database was written by a newer version (schema \(version), this program knows \(steps.count))",
      remedy: Bilingual(zh: "升级本程序，或从旧备份恢复", en: "upgrade this program, or restore an older backup")
    )
  }
  if version > 0 { try checkHistory(database, steps.prefix(version)) }
  for step in steps.dropFirst(version) { try apply(step, to: database) }
}

private func apply(_ step: Migration, to database: Database) throws {
  try database.run("BEGIN IMMEDIATE")
  do {
    try database.runScript(step.sql)
    try database.run(
      "INSERT INTO schema_history (number, name, checksum) VALUES (?, ?, ?)", .int(step.number),
      .text(step.name), .text(step.checksum))
    try database.runScript(
      "PRAGMA user_version = \(step.number); PRAGMA application_id = \(applicationID)")
    try database.run("COMMIT")
  } catch {
    if !database.isOutsideTransaction { try? database.run("ROLLBACK") }
    throw error
  }
}

private func checkHistory(_ database: Database, _ steps: ArraySlice<Migration>) throws {
  var recorded: [String] = []
  try database.query("SELECT checksum FROM schema_history ORDER BY number") {
    recorded.append($0.text(0))
  }
  guard recorded == steps.map(\.checksum) else {
    throw Problem(
      .storeCorrupt, .dataLoss, zh: "数据库的结构历史与本程序不符",
      en: "the database's schema history is not this program's",
      remedy: Bilingual(
        zh: "用写成该文件的版本打开，或从备份恢复", en: "use the version that wrote it, or restore a backup"))
  }
}

private func pragma(_ database: Database, _ name: String) throws -> Int64 {
  try database.first("PRAGMA \(name)") { $0.integer(0) } ?? 0
}

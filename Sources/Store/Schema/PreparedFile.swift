import CSQLite
import Glibc

/// Makes a county's file, or brings it up to date: schema, and what a crash left open.
func prepareCounty(_ path: String, creating new: NewCounty?) throws {
  if let new {
    try createFile(path, migrations) { database in
      try database.run("BEGIN IMMEDIATE")
      try database.run(
        "INSERT INTO county (code, name, created_at) VALUES (?, ?, ?)", .text(new.info.code),
        .text(new.info.name), .int(new.info.createdAt))
      try new.first(WriteTransaction(database))
      try database.run("COMMIT")
    }
  }
  try prepared(path, migrations) { try failInterruptedRuns($0) }
}

/// Makes the file of the server's identities, or brings it up to date.
func prepareAccess(_ path: String) throws {
  if access(path, F_OK) != 0 { try createFile(path, accessMigrations) { _ in } }
  try prepared(path, accessMigrations) { _ in }
}

/// A writer's connection to a file that is prepared, with the store's settings.
func openWriter(_ path: String) throws -> Database {
  let database = try Database(
    path: path, mode: .readWrite, cacheKibibytes: StoreLimits.writerCacheKibibytes)
  do {
    // An answered write must be on disk, whatever the engine was built to do by default.
    try database.run("PRAGMA journal_mode = WAL")
    try database.run("PRAGMA synchronous = FULL")
    try database.run("PRAGMA wal_autocheckpoint = \(StoreLimits.checkpointPages)")
    try database.run("PRAGMA journal_size_limit = \(StoreLimits.walBytesKept)")
    return database
  } catch {
    database.close()
    throw error
  }
}

/// A reader's connection to a file that is prepared.
func openReader(_ path: String) throws -> Database {
  try Database(path: path, mode: .readOnly, cacheKibibytes: StoreLimits.readerCacheKibibytes)
}

/// Makes the file whole under another name first: a crash leaves no file or a whole one.
private func createFile(
  _ path: String, _ steps: [Migration], _ fill: (Database) throws -> Void
) throws {
  let draft = path + ".new"
  removeFiles(draft)
  try makeFile(draft)
  do {
    try prepared(draft, steps, fill)
    guard rename(draft, path) == 0 else { throw fileProblem(path, errno) }
  } catch {
    removeFiles(draft)
    throw error
  }
  try syncFolder(of: path)
}

/// Brings the schema up to date, then runs `body`. The last connection to close folds the log into
/// the file.
private func prepared(
  _ path: String, _ steps: [Migration], _ body: (Database) throws -> Void
) throws {
  let database = try openWriter(path)
  defer { database.close() }
  try migrate(database, steps: steps)
  try body(database)
}

/// Makes the file for the owner alone before the engine opens it, whatever the process's mask is.
private func makeFile(_ path: String) throws {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw fileProblem(path, errno) }
  close(descriptor)
}

/// Puts the file's name on the disk.
private func syncFolder(of path: String) throws {
  let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw fileProblem(folder, errno) }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw fileProblem(folder, errno) }
}

private func removeFiles(_ path: String) {
  for suffix in ["-wal", "-shm", ""] { unlink(path + suffix) }
}

import CSQLite
import Glibc

/// Opens a county's file for its writer: settings, schema, and what a crash left open.
func openForWriting(_ path: String, creating info: CountyInfo?) throws -> Database {
  if info != nil { try makeFile(path) }
  let database = try Database(
    path: path, mode: .readWrite, cacheKibibytes: StoreLimits.writerCacheKibibytes)
  do {
    // Other file systems' defaults differ; an answered write must be on disk.
    try database.run("PRAGMA journal_mode = WAL")
    try database.run("PRAGMA synchronous = FULL")
    try database.run("PRAGMA wal_autocheckpoint = \(StoreLimits.checkpointPages)")
    try database.run("PRAGMA journal_size_limit = \(StoreLimits.walBytesKept)")
    try migrate(database, steps: migrations)
    if let info {
      try database.run(
        "INSERT INTO county (code, name, created_at) VALUES (?, ?, ?)", .text(info.code),
        .text(info.name), .int(info.createdAt))
    }
    try failInterruptedRuns(database)
    return database
  } catch {
    database.close()
    if info != nil { removeFiles(path) }
    throw error
  }
}

/// Makes the file for the owner alone before the engine opens it, whatever the process's mask is.
private func makeFile(_ path: String) throws {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw fileProblem(path, errno) }
  close(descriptor)
}

private func removeFiles(_ path: String) {
  for suffix in ["-wal", "-shm", ""] { unlink(path + suffix) }
}

/// A reader's connection: its thread's work.
struct Reader {
  let database: Database
  private let snapshot: ReadSnapshot

  init(_ path: String) throws {
    database = try Database(
      path: path, mode: .readOnly, cacheKibibytes: StoreLimits.readerCacheKibibytes)
    snapshot = ReadSnapshot(database)
  }

  func run(_ job: StoreJob<ReadSnapshot>) {
    do {
      try job.cancellation.check()
      snapshot.cancellation = job.cancellation
      // Without a transaction each statement would see its own state of the database.
      try database.run("BEGIN")
      defer { try? database.run("ROLLBACK") }
      try job.attempt(snapshot)
    } catch {
      job.fail(error)
      return
    }
    job.succeed()
  }
}

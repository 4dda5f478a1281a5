/// A reader's connection: its thread's work.
struct Reader {
  let database: Database
  private let snapshot: ReadSnapshot

  init(_ database: Database) {
    self.database = database
    snapshot = ReadSnapshot(database)
  }

  func run(_ jobs: [StoreJob<ReadSnapshot>]) {
    for job in jobs { run(job) }
  }

  private func run(_ job: StoreJob<ReadSnapshot>) {
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

import CSQLite

/// The one writer of a county: its thread's work.
///
/// Writes that come while a commit is on its way to the disk wait together and share the next one,
/// so that durability costs one `fsync` for many callers. Each has its own savepoint.
struct Writer {
  let database: Database
  let transaction: WriteTransaction
  let counters: Counters

  init(_ database: Database, _ counters: Counters) {
    self.database = database
    self.counters = counters
    transaction = WriteTransaction(database)
  }

  func run(_ jobs: [StoreJob<WriteTransaction>]) {
    let again = jobs.count == 1 ? commit(alone: jobs[0]) : commit(jobs)
    for job in again { _ = commit(alone: job) }
  }

  /// Runs the jobs in one transaction and answers them after the commit. Those whose work was lost
  /// by no fault of theirs are returned, to be tried one by one.
  private func commit(_ jobs: [StoreJob<WriteTransaction>]) -> [StoreJob<WriteTransaction>] {
    do {
      try database.run("BEGIN IMMEDIATE")
    } catch {
      // Nobody's work was begun, and trying one by one would wait for the file as many times.
      for job in jobs { job.fail(error) }
      return []
    }
    var done: [StoreJob<WriteTransaction>] = []
    var waiting = jobs[...]
    do {
      while let job = waiting.popFirst() {
        do {
          try database.run("SAVEPOINT job")
          try attempt(job)
          try database.run("RELEASE job")
          done.append(job)
        } catch {
          job.fail(error)
          if database.isOutsideTransaction { return done + waiting }
          try database.run("ROLLBACK TO job")
          try database.run("RELEASE job")
        }
      }
      try database.run("COMMIT")
      counters.count(writes: done.count)
      for job in done { job.succeed() }
      return []
    } catch {
      rollBack()
      return done + waiting
    }
  }

  private func commit(alone job: StoreJob<WriteTransaction>) -> [StoreJob<WriteTransaction>] {
    do {
      try database.run("BEGIN IMMEDIATE")
      try attempt(job)
      try database.run("COMMIT")
      counters.count(writes: 1)
      job.succeed()
    } catch {
      rollBack()
      job.fail(error)
    }
    return []
  }

  private func attempt(_ job: StoreJob<WriteTransaction>) throws {
    try job.cancellation.check()
    transaction.cancellation = job.cancellation
    try job.attempt(transaction)
  }

  private func rollBack() {
    guard !database.isOutsideTransaction else { return }
    // Some errors (a full disk) make the engine roll back by itself between the check and here.
    try? database.run("ROLLBACK")
  }
}

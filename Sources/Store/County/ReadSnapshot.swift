import Rules

/// One state of a county, however long the reading takes. Used on its own thread alone.
public class ReadSnapshot {
  let database: Database
  var cancellation = Cancellation()

  init(_ database: Database) { self.database = database }

  /// Ends long work when nobody waits for it any more.
  /// - Throws: `CancellationError`.
  public func checkCancellation() throws { try cancellation.check() }

  /// Which county this is.
  public func info() throws -> CountyInfo {
    let found = try database.first("SELECT code, name, created_at FROM county") {
      CountyInfo(code: $0.text(0), name: $0.text(1), createdAt: $0.integer(2))
    }
    guard let found else {
      throw Problem(
        .storeCorrupt, .dataLoss, zh: "数据库中没有县的信息",
        en: "the database does not say which county it is",
        remedy: Bilingual(zh: "从备份恢复", en: "restore from a backup"))
    }
    return found
  }
}

/// A state of a county that this body alone may change.
public final class WriteTransaction: ReadSnapshot {
  /// What the body comes to, as if it were done: then its changes are undone.
  public func undoing<T>(_ body: () throws -> T) throws -> T {
    try database.run("SAVEPOINT dry_run")
    let outcome = Result { try body() }
    // An error may have undone the whole transaction, and the savepoint with it.
    if !database.isOutsideTransaction {
      try database.run("ROLLBACK TO dry_run")
      try database.run("RELEASE dry_run")
    }
    return try outcome.get()
  }
}

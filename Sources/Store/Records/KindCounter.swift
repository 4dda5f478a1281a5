import Records

/// Counts what an import does to one kind, and keeps the first examples.
struct KindCounter {
  private(set) var result: ImportDifferences.Kind
  private let steps: ImportSteps

  init(_ kind: RecordKind, _ steps: ImportSteps) {
    result = ImportDifferences.Kind(kind: kind.name)
    self.steps = steps
  }

  var inserted: Int {
    get { result.inserted }
    set { result.inserted = newValue }
  }
  var unchanged: Int {
    get { result.unchanged }
    set { result.unchanged = newValue }
  }

  /// Counts a changed record of one changed column. Texts are made only where an example is kept.
  mutating func updated(
    key: () throws -> String, column: String, before: () throws -> String,
    after: () throws -> String
  ) rethrows {
    result.updated += 1
    try example(key: key, column: column, before: before, after: after)
  }

  mutating func countUpdate() { result.updated += 1 }

  mutating func example(
    key: () throws -> String, column: String, before: () throws -> String,
    after: () throws -> String
  ) rethrows {
    guard result.examples.count < StoreLimits.examplesPerKind else { return }
    result.examples.append(
      ImportDifferences.Example(
        key: try key(), column: column, before: try before(), after: try after()))
  }

  /// Tells how far the import is, and ends it when nobody waits for it.
  func advanced(by records: Int, _ transaction: WriteTransaction) throws {
    try steps.advance(by: records, kind: result.kind, transaction)
  }
}

/// The steps of one import, over all kinds.
final class ImportSteps {
  private let total: Int
  private let report: ((ImportProgress) -> Void)?
  private var done = 0
  private var sinceReport = 0

  init(total: Int, report: ((ImportProgress) -> Void)?) {
    self.total = total
    self.report = report
  }

  func advance(by records: Int, kind: String, _ transaction: WriteTransaction) throws {
    done += records
    sinceReport += records
    guard sinceReport >= StoreLimits.recordsPerStep || done == total else { return }
    sinceReport = 0
    try transaction.checkCancellation()
    report?(ImportProgress(kind: kind, done: done, total: total))
  }
}

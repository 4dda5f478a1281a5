public import Records
import Rules

extension WriteTransaction {
  /// Stores a set of records: new keys are inserted, known ones with other values updated. All or
  /// nothing: with the transaction it belongs to.
  ///
  /// - Parameters:
  ///   - set: with all columns of each kind that has rows.
  ///   - progress: called now and then, on the writer's thread.
  /// - Throws: `CancellationError` when the caller has gone; `reference_unknown`; `month_sealed`
  ///   where policy records differ, which hold from the beginning.
  public func upsert(
    _ set: RecordSet, progress: ((ImportProgress) -> Void)? = nil
  ) throws -> ImportDifferences {
    let total = set.tables.values.reduce(set.punches.words.count) { $0 + $1.count }
    let steps = ImportSteps(total: total, report: progress)
    var references = References(set, database)
    var differences = ImportDifferences()
    for kind in RecordKind.all {
      var count = KindCounter(kind, steps)
      if kind == .punches {
        guard !set.punches.words.isEmpty else { continue }
        try upsert(set.punches, &references, &count)
      } else {
        let table = set[kind]
        guard table.count > 0 else { continue }
        var writer = try RecordTableWriter(table, database)
        for row in 0..<table.count {
          try writer.upsert(row, &references, &count)
          try count.advanced(by: 1, self)
        }
      }
      differences.kinds.append(count.result)
    }
    if differences.kinds.contains(where: { $0.kind == "policy" && $0.inserted + $0.updated > 0 }) {
      try EffectiveMonth.check(.beginning, lastSealed: lastSealedMonth())
    }
    return differences
  }
}

extension YearMonth {
  /// No record is older.
  fileprivate static let beginning = YearMonth(year: 1, month: 1)
}

import Rules

extension WriteTransaction {
  /// Adds an entry to the audit, in the transaction of the change that it tells of.
  @discardableResult
  public func audit(_ event: AuditEvent) throws -> AuditEntry {
    let last = try lastAuditEntry()
    let number = (last?.number ?? 0) + 1
    let hash = auditHash(number, event, after: last?.hash ?? auditStart)
    try database.run(
      """
      INSERT INTO audit (number, at, actor, method, subject, before, after, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, .int(number), .int(event.at), .text(event.actor), .text(event.method),
      .text(event.subject), .text(event.before), .text(event.after), .bytes(hash))
    return AuditEntry(number: number, event: event, hash: hash)
  }
}

extension ReadSnapshot {
  /// Entries in their order.
  /// - Parameters:
  ///   - number: the last one seen; 0 for the start.
  ///   - limit: at most `StoreLimits.pageSizeAtMost`.
  public func auditEntries(after number: Int64 = 0, limit: Int) throws -> [AuditEntry] {
    var entries: [AuditEntry] = []
    try database.query(
      "\(auditSelect) WHERE number > ? ORDER BY number LIMIT ?",
      [.int(number), .int(min(max(limit, 1), StoreLimits.pageSizeAtMost))]
    ) { entries.append(auditEntry($0)) }
    return entries
  }

  /// Recomputes the whole chain. Keep an intact answer's count and hash elsewhere: only with them
  /// does a cut-off end show.
  public func verifyAudit() throws -> AuditVerdict {
    var count: Int64 = 0
    var hash = auditStart
    var broken: Int64?
    try database.query("\(auditSelect) ORDER BY number") { row in
      guard broken == nil else { return }
      try checkCancellation()
      let entry = auditEntry(row)
      let expected = auditHash(count + 1, entry.event, after: hash)
      guard entry.number == count + 1, entry.hash == expected else {
        broken = count + 1
        return
      }
      count += 1
      hash = expected
    }
    return broken.map { .broken(atNumber: $0) } ?? .intact(count: count, lastHash: hash)
  }

  func lastAuditEntry() throws -> AuditEntry? {
    try database.first("\(auditSelect) ORDER BY number DESC LIMIT 1", read: auditEntry)
  }
}

private let auditSelect =
  "SELECT number, at, actor, method, subject, before, after, hash FROM audit"

private func auditEntry(_ row: Statement) -> AuditEntry {
  AuditEntry(
    number: row.integer(0),
    event: AuditEvent(
      at: row.integer(1), actor: row.text(2), method: row.text(3), subject: row.text(4),
      before: row.text(5), after: row.text(6)),
    hash: Array(row.bytes(7)))
}

/// What stands before the first entry.
private let auditStart = [UInt8](repeating: 0, count: 32)

/// SHA-256 of the previous hash, the number, the time, and each text after its length, so that no
/// two events give the same bytes. Numbers are 8 bytes, big-endian.
private func auditHash(_ number: Int64, _ event: AuditEvent, after previous: [UInt8]) -> [UInt8] {
  var bytes = previous + bigEndian(number) + bigEndian(event.at)
  for text in [event.actor, event.method, event.subject, event.before, event.after] {
    bytes += bigEndian(Int64(text.utf8.count))
    bytes += text.utf8
  }
  return SHA256.hash(bytes)
}

private func bigEndian(_ number: Int64) -> [UInt8] {
  withUnsafeBytes(of: number.bigEndian) { Array($0) }
}

/// A change to say in the audit: who did what.
public struct AuditEvent: Sendable, Hashable {
  /// UTC seconds.
  public var at: Int64
  /// Who called, as the access layer knows them, e.g. `uid:1000`.
  public var actor: String
  /// The method's full name, e.g. `windowstaff.v1.StaffService/CreateStaff`.
  public var method: String
  /// What was changed, e.g. `staff/S000001`.
  public var subject: String
  /// A short summary of the state before; empty when there was none.
  public var before: String
  public var after: String

  public init(
    at: Int64, actor: String, method: String, subject: String, before: String, after: String
  ) {
    self.at = at
    self.actor = actor
    self.method = method
    self.subject = subject
    self.before = before
    self.after = after
  }
}

/// An event in the chain.
public struct AuditEntry: Sendable, Hashable {
  /// 1, 2, 3, …
  public var number: Int64
  public var event: AuditEvent
  /// SHA-256 over the previous entry's hash and this event: 32 bytes.
  public var hash: [UInt8]
}

/// The outcome of recomputing the chain.
public enum AuditVerdict: Sendable, Hashable {
  /// All entries' hashes are right; the last entry's number and hash (zeros when there is none).
  case intact(count: Int64, lastHash: [UInt8])
  /// The first entry whose hash is not what its content and predecessor give, or that is missing.
  case broken(atNumber: Int64)
}

internal import ProtobufRuntime
internal import RPC
internal import Rules
internal import Store
internal import WindowStaffProto

/// What every change of an identity has in common: who may make it, that it happens once, that the
/// audit tells of it, and that the next call is decided by it.
extension AccessServiceHandler {
  /// What a change did.
  struct Change<Answer: Sendable>: Sendable {
    let record: IdentityRecord
    /// For the audit.
    let before: String
    let after: String
    let answer: Answer

    init(_ record: IdentityRecord, before: String, after: String, _ answer: Answer) {
      self.record = record
      self.before = before
      self.after = after
      self.answer = answer
    }
  }

  /// Who manages identities, and within which county.
  struct Manager: Sendable {
    let caller: Caller
    /// nil: the whole server.
    let county: String?

    /// - Throws: `unknown_identity`, also for one that is not the caller's to manage.
    func check(_ record: IdentityRecord?, _ identityID: String) throws -> IdentityRecord {
      guard let record else { throw Problem.unknownIdentity(identityID) }
      guard let county else { return record }
      guard record.about.homeCountyCode == county,
        record.grants.allSatisfy({ $0.countyCode == county })
      else { throw Problem.unknownIdentity(identityID) }
      return record
    }
  }

  func manager(_ call: ServerCall) throws -> Manager {
    let caller = try access.caller(of: call)
    return Manager(
      caller: caller, county: caller.reach == .server ? nil : access.county(of: call) ?? "")
  }

  /// The identity, when the caller may manage it.
  func managed(_ identityID: String, _ call: ServerCall) async throws -> IdentityRecord {
    let manager = try manager(call)
    let now = context.now()
    let record = try await access.store.read { try $0.identityRecord(identityID, now: now) }
    return try manager.check(record, identityID)
  }

  /// Makes a change, once a request id, with its entry in the audit, and decides by it from now on.
  /// - Parameters:
  ///   - identityID: that the caller must be able to manage; nil: the change makes it.
  ///   - notOwn: the caller may not change its own.
  func change<Answer: ProtobufMessage>(
    _ request: some ProtobufMessage, _ requestID: String, _ call: ServerCall,
    of identityID: String? = nil, notOwn: Bool = false,
    _ body: @escaping @Sendable (WriteTransaction, _ now: Int64) throws -> Change<Answer>
  ) async throws -> Answer {
    let manager = try manager(call)
    let now = context.now()
    let write = try IdempotentWrite(
      requestID: RequestFields.requestID(requestID), request: request, call: call,
      context: context)
    let (answer, record) = try await access.store.write { transaction in
      var changed: IdentityRecord?
      let answer = try write.answer(in: transaction) {
        if let identityID {
          let before = try transaction.identityRecord(identityID, now: now)
          let record = try manager.check(before, identityID)
          if notOwn { try manager.caller.mayDecide(about: record) }
        }
        let change = try body(transaction, now)
        changed = change.record
        try transaction.audit(
          write.event(
            subject: "identity/\(change.record.about.identityID)", before: change.before,
            after: change.after))
        return change.answer
      }
      return (answer, changed)
    }
    if let record { access.publish(record) }
    return answer
  }
}

extension Caller {
  fileprivate func mayDecide(about record: IdentityRecord) throws {
    guard record.about.identityID != identityID else { throw Problem.ownMatter("6.2") }
    try mayDecide(matterOf: record.about.staffNo, clause: "6.2")
  }
}

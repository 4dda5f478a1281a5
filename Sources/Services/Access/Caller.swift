internal import RPC
internal import Rules
internal import Store

/// An allowed call's caller, as handlers see it: who it is, and how far it reaches.
struct Caller: Sendable {
  let identityID: String
  /// The caller's own staff number; empty when it is no member of the staff.
  let staffNo: String
  let reach: Reach

  /// What lists are to be kept to; nil: nothing is left out.
  var scopes: [AccessScope]? {
    if case .scopes(let scopes) = reach { scopes } else { nil }
  }

  /// Refuses what lies outside the caller's scope, and with the same words what is not there: else
  /// the refusal would tell who is.
  /// - Returns: the member.
  /// - Throws: `outside_scope`, or `unknown_staff` to whom reaches the whole county.
  func mayRead(_ member: StaffMember?, _ staffNo: String) throws -> StaffMember {
    guard let scopes else {
      guard let member else { throw Problem.unknownStaff([staffNo]) }
      return member
    }
    guard let member, scopes.contains(where: { $0.covers(member.place) }) else {
      throw Problem.outsideScope(staffNo)
    }
    return member
  }

  /// Nobody decides their own leave, appeal, incident or review.
  /// - Throws: `own_matter`.
  func mayDecide(matterOf staffNo: String, clause: String) throws {
    guard staffNo.isEmpty || staffNo != self.staffNo else { throw Problem.ownMatter(clause) }
  }
}

extension StaffMember {
  fileprivate var place: StaffPlace {
    StaffPlace(
      staffNo: staffNo, centerCode: centerCode, unitCode: unitCode, windowCode: windowCode)
  }
}

extension AccessControl {
  /// The gate before every handler: it runs on the event loop, and does not wait.
  /// - Returns: whose limits the call counts for; nil: whoever may connect may call the method.
  /// - Throws: a `Problem`: why the call is refused.
  @discardableResult
  func authorize(_ call: ServerCall) throws -> CallerKey? {
    guard let rule = AccessTable.rules[call.method.name] else {
      throw Problem.roleMissing(call.method.name.description)
    }
    if rule == .everyone { return nil }
    let known = try known(call)
    _ = try reach(call, rule, known)
    return CallerKey(known.identityID)
  }

  /// Who makes the call, and how far it may reach. Decided anew, so that what was revoked since the
  /// gate counts here too.
  /// - Throws: as the gate.
  func caller(of call: ServerCall) throws -> Caller {
    let known = try known(call)
    guard let rule = AccessTable.rules[call.method.name] else {
      throw Problem.roleMissing(call.method.name.description)
    }
    return Caller(
      identityID: known.identityID, staffNo: known.record?.about.staffNo ?? "",
      reach: try reach(call, rule, known))
  }

  /// Who calls, for the audit and the log.
  func actor(of call: ServerCall) -> String { (try? known(call))?.identityID ?? "anonymous" }

  private func reach(
    _ call: ServerCall, _ rule: AccessRule, _ known: KnownCaller
  ) throws -> Reach {
    if rule == .everyone { return .server }
    guard !known.isAnonymous else { throw Problem.unknownCaller }
    let county = county(of: call)
    if rule.needsCounty, county == nil { throw Problem.countyMissing }
    let method = call.method.name.description
    guard let reach = rule.reach(known.grants, method: method, county: county) else {
      throw Problem.roleMissing(method)
    }
    return reach
  }
}

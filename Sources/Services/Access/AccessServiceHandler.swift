internal import ProtobufRuntime
internal import RPC
internal import Rules
internal import Store
internal import WindowStaffProto

/// People and systems who call: clauses 6.2, 10.2.2.
struct AccessServiceHandler: AccessServiceProvider {
  let context: ServiceContext

  var access: AccessControl { context.access }

  // MARK: Who calls

  func authenticate(
    _ request: AuthenticateRequest, _ call: ServerCall
  ) async throws -> AuthenticateResponse {
    guard !call.binding.isShared else { throw Problem.sharedConnection }
    let token = request.token.isEmpty ? nil : TokenHash(of: request.token)
    let known =
      try token.map { try access.known(token: $0, by: .connection) } ?? access.known(call.peer)
    guard !known.isAnonymous else { throw Problem.unknownCaller }
    let county = RequestFields.filter(request.countyCode)
    if let county, !known.isSeen(county: county) {
      throw Problem.roleMissing(call.method.name.description)
    }
    guard call.binding.bind(BoundCaller(token: token, county: county)) else {
      throw Problem.alreadyAuthenticated
    }
    return AuthenticateResponse(
      identityId: known.identityID, countyCode: request.countyCode)
  }

  func whoAmI(_ request: WhoAmIRequest, _ call: ServerCall) async throws -> WhoAmIResponse {
    let known = try access.known(call)
    return WhoAmIResponse(
      identityId: known.identityID, name: known.record?.about.name ?? "",
      knownBy: known.mark.rawValue, countyCode: access.county(of: call) ?? "",
      grants: known.grants.map(Grant.init))
  }

  // MARK: Identities

  func createIdentity(
    _ request: CreateIdentityRequest, _ call: ServerCall
  ) async throws -> CreateIdentityResponse {
    let about = IdentityRecord.About(
      identityID: try AccessFields.identityID(request.identityId),
      kind: try AccessFields.kind(request.kind), name: try AccessFields.name(request.name),
      staffNo: request.staffNo, homeCountyCode: request.homeCountyCode, createdAt: context.now())
    let manager = try manager(call)
    guard manager.county == nil || manager.county == about.homeCountyCode else {
      throw Problem.roleMissing(call.method.name.description)
    }
    return try await change(request, request.requestId, call) { transaction, now in
      let record = try transaction.createIdentity(about, now: now)
      return Change(
        record, before: "", after: "\(about.kind) \(about.staffNo)",
        CreateIdentityResponse(identity: Identity(record.about)))
    }
  }

  func listIdentities(
    _ request: ListIdentitiesRequest, _ call: ServerCall
  ) async throws -> ListIdentitiesResponse {
    let size = try RequestFields.pageSize(request.pageSize)
    let token = RequestFields.filter(request.pageToken)
    let county = try manager(call).county
    let page = try await access.store.read {
      try $0.identities(homeCounty: county, pageSize: size, pageToken: token)
    }
    return ListIdentitiesResponse(
      identities: page.items.map(Identity.init), nextPageToken: page.nextToken ?? "")
  }

  func getIdentity(
    _ request: GetIdentityRequest, _ call: ServerCall
  ) async throws -> GetIdentityResponse {
    let record = try await managed(request.identityId, call)
    return GetIdentityResponse(
      identity: Identity(record.about), grants: record.grants.map(Grant.init),
      credentials: record.credentials)
  }

  func disableIdentity(
    _ request: DisableIdentityRequest, _ call: ServerCall
  ) async throws -> DisableIdentityResponse {
    try await change(request, request.requestId, call, of: request.identityId, notOwn: true) {
      transaction, now in
      let record = try transaction.setDisabled(
        request.identityId, !request.enable, now: now)
      return Change(
        record, before: "", after: request.enable ? "enabled" : "disabled",
        DisableIdentityResponse(identity: Identity(record.about)))
    }
  }

  // MARK: Roles

  func grantRole(
    _ request: GrantRoleRequest, _ call: ServerCall
  ) async throws -> GrantRoleResponse {
    try await change(request, request.requestId, call, of: request.identityId, notOwn: true) {
      transaction, now in
      let grant = try self.grant(request.grant, to: request.identityId, call, transaction)
      let record = try transaction.grant(grant, to: request.identityId, now: now)
      return Change(
        record, before: "", after: grant.summary,
        GrantRoleResponse(grants: record.grants.map(Grant.init)))
    }
  }

  func revokeRole(
    _ request: RevokeRoleRequest, _ call: ServerCall
  ) async throws -> RevokeRoleResponse {
    var wanted = request.grant
    // What it allowed does not matter any more.
    if wanted?.role == .integrator {
      wanted?.methods = [ImportServiceMethods.importRecords.name.description]
    }
    return try await change(
      request, request.requestId, call, of: request.identityId, notOwn: true
    ) { [wanted] transaction, now in
      let grant = try self.grant(wanted, to: request.identityId, call, transaction)
      let record = try transaction.revoke(grant, from: request.identityId, now: now)
      return Change(
        record, before: grant.summary, after: "",
        RevokeRoleResponse(grants: record.grants.map(Grant.init)))
    }
  }

  /// The grant of a request, when the caller may give and take it.
  private func grant(
    _ grant: Grant?, to identityID: String, _ call: ServerCall, _ snapshot: ReadSnapshot
  ) throws -> AccessGrant {
    let staffNo = try snapshot.identityRecord(identityID, now: context.now())?.about.staffNo
    let grant = try AccessFields.grant(grant, staffNo: staffNo ?? "")
    let county = try manager(call).county
    guard county == nil || county == grant.countyCode else {
      throw Problem.roleMissing(call.method.name.description)
    }
    return grant
  }
}

internal import RPC
internal import Rules
internal import Store

/// Who calls, and by what the server knows it.
struct KnownCaller: Sendable {
  enum Mark: String, Sendable {
    case token, connection, unix, certificate, nothing
  }

  /// nil: the data folder's owner without an identity of its own, or nobody that is known.
  var record: IdentityRecord?
  var isOwner = false
  var mark: Mark

  static let anonymous = KnownCaller(record: nil, mark: .nothing)

  var isAnonymous: Bool { record == nil && !isOwner }

  /// As the audit and the log name it.
  var identityID: String { record?.about.identityID ?? (isOwner ? Self.ownerID : "anonymous") }

  var grants: [AccessGrant] {
    guard isOwner else { return record?.grants ?? [] }
    return record.map { $0.grants + Self.administrator } ?? Self.everything
  }

  /// Whether the caller has a role there, so that it may know of the county.
  func isSeen(county code: String) -> Bool { grants.contains { $0.reaches(county: code) } }

  static let ownerID = "owner"
  static let reservedIDs: Set = [ownerID, "anonymous"]

  /// Who owns the folder can change every file in it, so to deny it this would only be a show.
  private static let administrator = [
    AccessGrant(role: .administrator, countyCode: AccessGrant.everyCounty, scope: .county)
  ]

  /// Every role in every county: a fresh server is of use at once.
  private static let everything = AccessRole.allCases.filter { $0 != .integrator }.map {
    AccessGrant(role: $0, countyCode: AccessGrant.everyCounty, scope: .county)
  }
}

/// What `Authenticate` has bound to a connection.
struct BoundCaller: Sendable {
  /// nil: as the connection's peer is known.
  let token: TokenHash?
  let county: String?
}

extension AccessControl {
  /// Who makes the call: by its own token, else by what its connection is bound to, else by its
  /// peer.
  /// - Throws: a `Problem`: `token_invalid`, `token_expired`, `identity_disabled`.
  func known(_ call: ServerCall) throws -> KnownCaller {
    if let authorization = call.metadata["authorization"] {
      return try known(token: TokenHash(of: try Self.secret(in: authorization)), by: .token)
    }
    if let bound: BoundCaller = call.binding.value(), let token = bound.token {
      return try known(token: token, by: .connection)
    }
    return try known(call.peer)
  }

  /// The county that the call is for; nil when neither it nor its connection names one.
  func county(of call: ServerCall) -> String? {
    if let code = call.metadata["county"], !code.isEmpty { return code }
    let bound: BoundCaller? = call.binding.value()
    return bound?.county
  }

  func known(token: TokenHash, by mark: KnownCaller.Mark) throws -> KnownCaller {
    guard let record = snapshot.holder(of: token),
      let details = record.tokens.first(where: { $0.hash == token })
    else { throw Problem.tokenInvalid }
    guard details.expiresAt > now() else { throw Problem.tokenExpired }
    return try enabled(KnownCaller(record: record, mark: mark))
  }

  func known(_ peer: ServerCall.Peer) throws -> KnownCaller {
    switch peer {
    case .unix(let uid):
      let record = snapshot.holder(ofUser: uid)
      let isOwner = uid == ownerUID
      guard record != nil || isOwner else { return .anonymous }
      return try enabled(KnownCaller(record: record, isOwner: isOwner, mark: .unix))
    case .tls(_, let certificate?):
      guard let record = holder(of: certificate) else { return .anonymous }
      return try enabled(KnownCaller(record: record, mark: .certificate))
    case .tcp, .tls, .memory:
      return .anonymous
    }
  }

  /// By the certificate itself, else by the first of its names that is known.
  private func holder(of certificate: PeerCertificate) -> IdentityRecord? {
    let snapshot = snapshot
    if let record = snapshot.holder(of: .sha256(certificate.fingerprint)) { return record }
    for name in certificate.names {
      if let mark = try? AccessFields.alternativeName(name),
        let record = snapshot.holder(of: mark)
      {
        return record
      }
    }
    return nil
  }

  private func enabled(_ caller: KnownCaller) throws -> KnownCaller {
    guard caller.isOwner || caller.record?.about.isDisabled != true else {
      throw Problem.identityDisabled
    }
    return caller
  }

  /// The secret of `Bearer SECRET`; the scheme's case does not matter (RFC 9110).
  private static func secret(in authorization: String) throws -> String {
    let parts = authorization.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw Problem.tokenInvalid }
    return String(parts[1])
  }
}

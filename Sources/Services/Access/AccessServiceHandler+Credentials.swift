internal import RPC
internal import Rules
internal import Store
internal import WindowStaffProto

/// By what an identity proves itself.
extension AccessServiceHandler {
  func createToken(
    _ request: CreateTokenRequest, _ call: ServerCall
  ) async throws -> CreateTokenResponse {
    let lifetime = try AccessFields.lifetime(request.lifetimeSeconds)
    let label = try AccessFields.label(request.label)
    let secret = SecretText.make(access.random(ServiceLimits.tokenSecretBytes))
    let tokenID = SHA256.hex(access.random(8))
    var response = try await change(request, request.requestId, call, of: request.identityId) {
      transaction, now in
      let token = IdentityRecord.Token(
        tokenID: tokenID, hash: TokenHash(of: secret), label: label, createdAt: now,
        expiresAt: now + lifetime)
      let record = try transaction.addToken(token, to: request.identityId, now: now)
      // What is remembered for a retry holds no secret.
      return Change(
        record, before: "", after: "token \(tokenID)", CreateTokenResponse(token: Token(token)))
    }
    if response.token?.tokenId == tokenID { response.secret = secret }
    return response
  }

  func listTokens(
    _ request: ListTokensRequest, _ call: ServerCall
  ) async throws -> ListTokensResponse {
    let size = try RequestFields.pageSize(request.pageSize)
    let token = RequestFields.filter(request.pageToken)
    _ = try await managed(request.identityId, call)
    let page = try await access.store.read {
      try $0.tokens(of: request.identityId, pageSize: size, pageToken: token)
    }
    return ListTokensResponse(
      tokens: page.items.map(Token.init), nextPageToken: page.nextToken ?? "")
  }

  func revokeToken(
    _ request: RevokeTokenRequest, _ call: ServerCall
  ) async throws -> RevokeTokenResponse {
    try await change(request, request.requestId, call, of: request.identityId) {
      transaction, now in
      let (record, token) = try transaction.revokeToken(
        request.tokenId, of: request.identityId, now: now)
      return Change(
        record, before: "token \(token.tokenID)", after: "revoked",
        RevokeTokenResponse(token: Token(token)))
    }
  }

  func registerCertificate(
    _ request: RegisterCertificateRequest, _ call: ServerCall
  ) async throws -> RegisterCertificateResponse {
    let mark: CertificateMark =
      switch request.certificate {
      case .sha256(let digest): try AccessFields.fingerprint(digest)
      case .san(let name): try AccessFields.alternativeName(name)
      case nil: throw AccessFields.malformedCertificate("certificate")
      }
    return try await change(request, request.requestId, call, of: request.identityId) {
      transaction, now in
      let record = try transaction.addCertificate(mark, to: request.identityId, now: now)
      return Change(
        record, before: "", after: "certificate \(mark)",
        RegisterCertificateResponse(credentials: record.credentials))
    }
  }

  func registerUnixUser(
    _ request: RegisterUnixUserRequest, _ call: ServerCall
  ) async throws -> RegisterUnixUserResponse {
    try await change(request, request.requestId, call, of: request.identityId) {
      transaction, now in
      let record = try transaction.addUnixUser(request.uid, to: request.identityId, now: now)
      return Change(
        record, before: "", after: "uid \(request.uid)",
        RegisterUnixUserResponse(credentials: record.credentials))
    }
  }

  func removeCredential(
    _ request: RemoveCredentialRequest, _ call: ServerCall
  ) async throws -> RemoveCredentialResponse {
    guard let kind = request.credential?.kind else {
      throw AccessFields.malformedCertificate("credential")
    }
    return try await change(request, request.requestId, call, of: request.identityId) {
      transaction, now in
      let id = request.identityId
      let (record, before) =
        switch kind {
        case .certificateSha256(let digest):
          (
            try transaction.removeCertificate(
              try AccessFields.fingerprint(digest), from: id, now: now), "certificate \(digest)"
          )
        case .certificateSan(let name):
          (
            try transaction.removeCertificate(
              try AccessFields.alternativeName(name), from: id, now: now), "certificate \(name)"
          )
        case .unixUid(let uid):
          (try transaction.removeUnixUser(uid, from: id, now: now), "uid \(uid)")
        }
      return Change(
        record, before: before, after: "",
        RemoveCredentialResponse(credentials: record.credentials))
    }
  }
}

/// A token's secret as text: `wst_` (so that scanners for leaked secrets find it) and base64url.
enum SecretText {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  static func make(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in bytes {
      bits = bits << 8 | Int(byte)
      count += 8
      while count >= 6 {
        count -= 6
        text.append(digits[bits >> count & 63])
      }
      bits &= 0xff
    }
    if count > 0 { text.append(digits[bits << (6 - count) & 63]) }
    return "wst_" + String(decoding: text, as: UTF8.self)
  }
}

internal import RPC
internal import Rules
internal import Signing
internal import Store
internal import WindowStaffProto

/// The keys whose signatures a county trusts.
extension ScorerServiceHandler {
  func addTrustKey(
    _ request: AddTrustKeyRequest, _ call: ServerCall
  ) async throws -> AddTrustKeyResponse {
    let publicKey = try PublicKey(bytes: request.publicKey)
    guard (1...ServiceLimits.identityNameCharactersMax).contains(request.label.count) else {
      throw Problem.keyLabelInvalid
    }
    return try await change(request, request.requestId, call) { transaction, write in
      let key = Store.TrustKey(
        keyID: publicKey.id, publicKey: publicKey.bytes, label: request.label, actor: write.actor,
        at: write.at)
      try transaction.addTrustKey(key)
      return (
        AddTrustKeyResponse(key: WindowStaffProto.TrustKey(key)),
        write.event(subject: "trust-key/\(key.keyID)", before: "", after: "trusted: \(key.label)")
      )
    }
  }

  func listTrustKeys(
    _ request: ListTrustKeysRequest, _ call: ServerCall
  ) async throws -> ListTrustKeysResponse {
    let keys = try await context.county(of: call).read { try $0.trustKeys() }
    return ListTrustKeysResponse(keys: keys.map(WindowStaffProto.TrustKey.init))
  }

  func removeTrustKey(
    _ request: RemoveTrustKeyRequest, _ call: ServerCall
  ) async throws -> RemoveTrustKeyResponse {
    try await change(request, request.requestId, call) { transaction, write in
      let key = try transaction.removeTrustKey(request.keyId)
      return (
        RemoveTrustKeyResponse(key: WindowStaffProto.TrustKey(key)),
        write.event(subject: "trust-key/\(key.keyID)", before: "trusted: \(key.label)", after: "")
      )
    }
  }
}

internal import Store

/// All identities at one moment, ready to decide about a call without waiting. Never changed: each
/// change makes the next snapshot.
final class AccessSnapshot: Sendable {
  private let identities: [String: IdentityRecord]
  private let tokens: [TokenHash: IdentityRecord]
  private let unixUsers: [UInt32: IdentityRecord]
  private let certificates: [CertificateMark: IdentityRecord]

  static let empty = AccessSnapshot([:], [:], [:], [:])

  private init(
    _ identities: [String: IdentityRecord], _ tokens: [TokenHash: IdentityRecord],
    _ unixUsers: [UInt32: IdentityRecord], _ certificates: [CertificateMark: IdentityRecord]
  ) {
    self.identities = identities
    self.tokens = tokens
    self.unixUsers = unixUsers
    self.certificates = certificates
  }

  func identity(_ id: String) -> IdentityRecord? { identities[id] }
  func holder(of token: TokenHash) -> IdentityRecord? { tokens[token] }
  func holder(ofUser uid: UInt32) -> IdentityRecord? { unixUsers[uid] }
  func holder(of certificate: CertificateMark) -> IdentityRecord? { certificates[certificate] }

  /// The next snapshot. A record older than the one that is known is left out: writes may come to
  /// their ends in another order than they were made.
  func applying(_ records: [IdentityRecord]) -> AccessSnapshot {
    var (identities, tokens) = (identities, tokens)
    var (unixUsers, certificates) = (unixUsers, certificates)
    for record in records {
      let id = record.about.identityID
      if let old = identities[id] {
        guard old.version < record.version else { continue }
        // A credential may be another identity's by now.
        for token in old.tokens where tokens[token.hash] === old { tokens[token.hash] = nil }
        for uid in old.unixUsers where unixUsers[uid] === old { unixUsers[uid] = nil }
        for mark in old.certificates where certificates[mark] === old { certificates[mark] = nil }
      }
      identities[id] = record
      for token in record.tokens { tokens[token.hash] = record }
      for uid in record.unixUsers { unixUsers[uid] = record }
      for mark in record.certificates { certificates[mark] = record }
    }
    return AccessSnapshot(identities, tokens, unixUsers, certificates)
  }
}

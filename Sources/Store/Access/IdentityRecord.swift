public import Rules

/// Everything that the server knows of who calls: one identity, its grants and its credentials.
public final class IdentityRecord: Sendable {
  public enum Kind: Int32, Sendable {
    case person = 1
    case system = 2
  }

  public struct Token: Sendable, Hashable {
    public var tokenID: String
    public var hash: TokenHash
    public var label: String
    /// UTC seconds.
    public var createdAt: Int64
    public var expiresAt: Int64
    public var revokedAt: Int64?

    public init(
      tokenID: String, hash: TokenHash, label: String, createdAt: Int64, expiresAt: Int64,
      revokedAt: Int64? = nil
    ) {
      self.tokenID = tokenID
      self.hash = hash
      self.label = label
      self.createdAt = createdAt
      self.expiresAt = expiresAt
      self.revokedAt = revokedAt
    }
  }

  public struct About: Sendable, Hashable {
    public var identityID: String
    public var kind: Kind
    public var name: String
    /// Empty when it is no clerk.
    public var staffNo: String
    /// Empty: the server's own.
    public var homeCountyCode: String
    public var isDisabled: Bool
    /// UTC seconds.
    public var createdAt: Int64

    public init(
      identityID: String, kind: Kind, name: String, staffNo: String, homeCountyCode: String,
      isDisabled: Bool = false, createdAt: Int64
    ) {
      self.identityID = identityID
      self.kind = kind
      self.name = name
      self.staffNo = staffNo
      self.homeCountyCode = homeCountyCode
      self.isDisabled = isDisabled
      self.createdAt = createdAt
    }
  }

  public let about: About
  /// Rises with every change: of two records of one identity the higher one is the later.
  public let version: Int64
  public let grants: [AccessGrant]
  /// Those that could still be used when the record was read.
  public let tokens: [Token]
  public let certificates: [CertificateMark]
  public let unixUsers: [UInt32]

  public init(
    about: About, version: Int64, grants: [AccessGrant], tokens: [Token],
    certificates: [CertificateMark], unixUsers: [UInt32]
  ) {
    self.about = about
    self.version = version
    self.grants = grants
    self.tokens = tokens
    self.certificates = certificates
    self.unixUsers = unixUsers
  }
}

/// By what a client certificate is known.
public enum CertificateMark: Sendable, Hashable {
  /// Of the certificate in DER, 64 digits of lower-case hexadecimal.
  case sha256(String)
  /// `dns:…`, `uri:…` or `email:…`.
  case san(String)

  var stored: String {
    switch self {
    case .sha256(let digest): "sha256:\(digest)"
    case .san(let name): "san:\(name)"
    }
  }

  init?(stored: String) {
    if stored.hasPrefix("sha256:") {
      self = .sha256(String(stored.dropFirst(7)))
    } else if stored.hasPrefix("san:") {
      self = .san(String(stored.dropFirst(4)))
    } else {
      return nil
    }
  }
}

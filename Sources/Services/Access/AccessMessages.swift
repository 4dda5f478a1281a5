internal import Rules
internal import Store
internal import WindowStaffProto

// Between the API's messages and what is stored.

extension Identity {
  init(_ about: IdentityRecord.About) {
    self.init(
      identityId: about.identityID, kind: Kind(rawValue: about.kind.rawValue), name: about.name,
      staffNo: about.staffNo, homeCountyCode: about.homeCountyCode, disabled: about.isDisabled,
      createTime: about.createdAt)
  }
}

extension Grant {
  init(_ grant: AccessGrant) {
    self.init(
      role: Role(grant.role), countyCode: grant.countyCode, scope: Scope(grant.scope),
      methods: grant.methods)
  }
}

extension Role {
  /// Roles are numbered from 1 in the order of `AccessRole`.
  init(_ role: AccessRole) {
    self.init(rawValue: Int32(AccessRole.allCases.firstIndex(of: role) ?? -1) + 1)
  }

  var accessRole: AccessRole? {
    let index = Int(rawValue) - 1
    return AccessRole.allCases.indices.contains(index) ? AccessRole.allCases[index] : nil
  }
}

extension Scope {
  init(_ scope: AccessScope) {
    switch scope {
    case .county: self.init(kind: .county)
    case .center(let code): self.init(kind: .center, code: code)
    case .unit(let code): self.init(kind: .unit, code: code)
    case .window(let code, let center): self.init(kind: .window, code: code, centerCode: center)
    case .own: self.init(kind: .self)
    }
  }
}

extension Token {
  init(_ token: IdentityRecord.Token) {
    self.init(
      tokenId: token.tokenID, label: token.label, createTime: token.createdAt,
      expireTime: token.expiresAt, revokeTime: token.revokedAt ?? 0)
  }
}

extension IdentityRecord {
  var credentials: [Credential] {
    certificates.map { mark in
      switch mark {
      case .sha256(let digest): Credential(kind: .certificateSha256(digest))
      case .san(let name): Credential(kind: .certificateSan(name))
      }
    } + unixUsers.map { Credential(kind: .unixUid($0)) }
  }
}

extension AccessGrant {
  /// For the audit: `center_officer in 420325, center C1`.
  var summary: String {
    let place =
      switch scope {
      case .county: "county"
      case .center(let code): "center \(code)"
      case .unit(let code): "unit \(code)"
      case .window(let code, let center): "window \(center)/\(code)"
      case .own: "self"
      }
    let list = methods.isEmpty ? "" : ": " + methods.joined(separator: " ")
    return "\(role.rawValue) in \(countyCode), \(place)\(list)"
  }
}

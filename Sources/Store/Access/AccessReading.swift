internal import Rules

extension ReadSnapshot {
  /// The identity with its grants and credentials; nil when there is none.
  /// - Parameter now: UTC seconds; tokens that have expired by then are left out.
  public func identityRecord(_ identityID: String, now: Int64) throws -> IdentityRecord? {
    let found = try database.first(
      identitySelect + " WHERE identity_id = ?", .text(identityID), read: identityRow)
    return try found.map { try record($0, now: now) }
  }

  /// All identities, whole.
  public func identityRecords(now: Int64) throws -> [IdentityRecord] {
    var rows: [IdentityRow] = []
    try database.query(identitySelect + " ORDER BY id") { rows.append(identityRow($0)) }
    return try rows.map { try record($0, now: now) }
  }

  /// A page of identities by id. Only those of the home county, when one is given.
  /// - Throws: `page_token_invalid`.
  public func identities(
    homeCounty: String?, pageSize: Int, pageToken: String?
  ) throws -> Page<IdentityRecord.About> {
    let size = min(max(pageSize, 1), StoreLimits.pageSizeAtMost)
    let list = "identities \(homeCounty ?? "\u{1F}")"
    let after = try pageToken.map { try PageToken.position($0, of: list) } ?? ""
    var items: [IdentityRecord.About] = []
    try database.query(
      """
      \(identitySelect) WHERE identity_id > ? AND (? IS NULL OR home_county_code = ?)
        ORDER BY identity_id LIMIT ?
      """, [.text(after), .optional(homeCounty), .optional(homeCounty), .int(size + 1)]
    ) { items.append(identityRow($0).about) }
    var token: String?
    if items.count > size {
      items.removeLast()
      token = items.last.map { PageToken.make($0.identityID, of: list) }
    }
    return Page(items: items, nextToken: token)
  }

  /// A page of an identity's tokens, the latest first, also those that can no longer be used.
  /// - Throws: `page_token_invalid`.
  public func tokens(
    of identityID: String, pageSize: Int, pageToken: String?
  ) throws -> Page<IdentityRecord.Token> {
    let size = min(max(pageSize, 1), StoreLimits.pageSizeAtMost)
    let list = "tokens \(identityID)"
    let before = try pageToken.map { Int64(try PageToken.position($0, of: list)) ?? 0 } ?? .max
    var items: [IdentityRecord.Token] = []
    var ids: [Int64] = []
    try database.query(
      """
      \(tokenSelect) WHERE identity = (SELECT id FROM identities WHERE identity_id = ?)
        AND id < ? ORDER BY id DESC LIMIT ?
      """, [.text(identityID), .int(before), .int(size + 1)]
    ) { row in
      ids.append(row.integer(0))
      items.append(tokenRow(row))
    }
    guard items.count > size else { return Page(items: items, nextToken: nil) }
    items.removeLast()
    return Page(items: items, nextToken: PageToken.make(String(ids[size - 1]), of: list))
  }

  func identityNumber(_ identityID: String) throws -> Int64 {
    let number = try database.first(
      "SELECT id FROM identities WHERE identity_id = ?", .text(identityID)
    ) { $0.integer(0) }
    guard let number else { throw Problem.unknownIdentity(identityID) }
    return number
  }

  private func record(_ row: IdentityRow, now: Int64) throws -> IdentityRecord {
    var grants: [AccessGrant] = []
    try database.query(
      """
      SELECT role, county_code, scope, code, center_code, methods FROM grants
        WHERE identity = ? ORDER BY id
      """, [.int(row.number)]
    ) { if let grant = grantRow($0, staffNo: row.about.staffNo) { grants.append(grant) } }
    var tokens: [IdentityRecord.Token] = []
    try database.query(
      tokenSelect + " WHERE identity = ? AND revoked_at IS NULL AND expires_at > ? ORDER BY id",
      [.int(row.number), .int(now)]
    ) { tokens.append(tokenRow($0)) }
    var certificates: [CertificateMark] = []
    try database.query(
      "SELECT mark FROM certificates WHERE identity = ? ORDER BY id", [.int(row.number)]
    ) { if let mark = CertificateMark(stored: $0.text(0)) { certificates.append(mark) } }
    var users: [UInt32] = []
    try database.query(
      "SELECT uid FROM unix_users WHERE identity = ? ORDER BY uid", [.int(row.number)]
    ) { users.append(UInt32(truncatingIfNeeded: $0.integer(0))) }
    return IdentityRecord(
      about: row.about, version: row.version, grants: grants, tokens: tokens,
      certificates: certificates, unixUsers: users)
  }
}

private struct IdentityRow {
  var number: Int64
  var about: IdentityRecord.About
  var version: Int64
}

private let identitySelect = """
  SELECT id, identity_id, kind, name, staff_no, home_county_code, is_disabled, created_at, version
    FROM identities
  """

private func identityRow(_ row: Statement) -> IdentityRow {
  IdentityRow(
    number: row.integer(0),
    about: IdentityRecord.About(
      identityID: row.text(1),
      kind: IdentityRecord.Kind(rawValue: row.integer32(2)) ?? .system, name: row.text(3),
      staffNo: row.text(4), homeCountyCode: row.text(5), isDisabled: row.integer(6) != 0,
      createdAt: row.integer(7)),
    version: row.integer(8))
}

private let tokenSelect =
  "SELECT id, token_id, hash, label, created_at, expires_at, revoked_at FROM tokens"

private func tokenRow(_ row: Statement) -> IdentityRecord.Token {
  IdentityRecord.Token(
    tokenID: row.text(1), hash: TokenHash(bytes: row.bytes(2)), label: row.text(3),
    createdAt: row.integer(4), expiresAt: row.integer(5), revokedAt: row.optionalInteger(6))
}

/// nil for a role or scope of a later program: what is not understood allows nothing.
private func grantRow(_ row: Statement, staffNo: String) -> AccessGrant? {
  guard let role = AccessRole(rawValue: row.text(0)),
    let kind = AccessScope.Kind(rawValue: row.text(2))
  else { return nil }
  let (code, center) = (row.text(3), row.text(4))
  let scope: AccessScope =
    switch kind {
    case .county: .county
    case .center: .center(code)
    case .unit: .unit(code)
    case .window: .window(code, center: center)
    case .own: .own(staffNo: staffNo)
    }
  return AccessGrant(
    role: role, countyCode: row.text(1), scope: scope,
    methods: row.text(5).split(separator: "\n").map(String.init))
}

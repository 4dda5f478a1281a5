internal import Rules
internal import Store
internal import WindowStaffProto

/// Checks of what requests about access hold. Each throws a `Problem` that names the field.
enum AccessFields {
  static func identityID(_ id: String) throws -> String {
    let isForm = id.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard isForm, (1...ServiceLimits.identityIDCharactersMax).contains(id.utf8.count),
      id.first?.isLetter == true || id.first?.isNumber == true,
      !KnownCaller.reservedIDs.contains(id)
    else {
      throw Problem.malformed(
        .identityIDMalformed, field: "identity_id", zh: "身份编号“\(id)”不合要求",
        en: "the identity's id '\(id)' is not allowed",
        remedy: Bilingual(
          zh: "用 1 至 64 个小写字母、数字、. _ -，以字母或数字开头，不用 owner、anonymous",
          en: "use 1 to 64 of a-z 0-9 . _ -, a letter or digit first, not owner or anonymous"))
    }
    return id
  }

  static func name(_ name: String) throws -> String {
    guard (1...ServiceLimits.identityNameCharactersMax).contains(name.count) else {
      throw Problem.malformed(
        .identityNameInvalid, field: "name",
        zh: "名称应有 1 至 \(ServiceLimits.identityNameCharactersMax) 个字",
        en: "a name has 1 to \(ServiceLimits.identityNameCharactersMax) characters",
        remedy: Bilingual(zh: "给出姓名或系统名称", en: "give the person's or the system's name"))
    }
    return name
  }

  static func kind(_ kind: Identity.Kind) throws -> IdentityRecord.Kind {
    guard let known = IdentityRecord.Kind(rawValue: kind.rawValue) else {
      throw Problem.malformed(
        .identityNameInvalid, field: "kind", zh: "没有说明是人员还是系统",
        en: "the request does not say whether it is a person or a system",
        remedy: Bilingual(zh: "给出 kind", en: "give the kind"))
    }
    return known
  }

  /// The grant, whose scope must fit its role.
  static func grant(_ grant: Grant?, staffNo: String) throws -> AccessGrant {
    guard let grant, let role = grant.role.accessRole else {
      throw Problem.malformed(
        .roleUnspecified, field: "grant.role", zh: "没有说明是什么角色",
        en: "the request does not say which role",
        remedy: Bilingual(zh: "给出角色", en: "give the role"))
    }
    let scope = try scope(grant.scope ?? Scope(), role, staffNo)
    guard !grant.countyCode.isEmpty,
      grant.countyCode != AccessGrant.everyCounty || scope == .county
    else {
      throw malformedScope(
        zh: "没有说明是哪个县", en: "the grant names no single county", field: "grant.county_code")
    }
    return AccessGrant(
      role: role, countyCode: grant.countyCode, scope: scope,
      methods: try methods(grant.methods, role))
  }

  private static func scope(
    _ scope: Scope, _ role: AccessRole, _ staffNo: String
  ) throws -> AccessScope {
    let result: AccessScope?
    switch scope.kind {
    // A role that can be held in one kind of scope only need not repeat it, where it has no code.
    case .unspecified where role.scopes == [.county]: result = .county
    case .unspecified where role.scopes == [.own], .self:
      result = staffNo.isEmpty ? nil : .own(staffNo: staffNo)
    case .county: result = .county
    case .center: result = scope.code.isEmpty ? nil : .center(scope.code)
    case .unit: result = scope.code.isEmpty ? nil : .unit(scope.code)
    case .window:
      let isWhole = !scope.code.isEmpty && !scope.centerCode.isEmpty
      result = isWhole ? .window(scope.code, center: scope.centerCode) : nil
    case .unspecified, .unrecognized: result = nil
    }
    guard let result, role.scopes.contains(result.kind) else {
      let kinds = role.scopes.map(\.rawValue).joined(separator: ", ")
      throw malformedScope(
        zh: "角色 \(role.rawValue) 的范围应为 \(kinds)，并给出代码；self 须先有工号",
        en: "\(role.rawValue) is held in \(kinds), with its code; self needs a staff_no",
        field: "grant.scope")
    }
    return result
  }

  /// Systems alone are granted single methods, and only those that the table opens to them.
  private static func methods(_ methods: [String], _ role: AccessRole) throws -> [String] {
    let known = Set(
      AccessTable.rules.filter { $0.value.roles.contains(.integrator) }.map(\.key.description))
    guard (role == .integrator) != methods.isEmpty else {
      throw Problem.malformed(
        .methodUnknown, field: "grant.methods",
        zh: "integrator 须逐一列出方法，其他角色不列", en: "integrators name their methods, no other role does",
        remedy: Bilingual(zh: "改正 methods", en: "mend methods"))
    }
    if let unknown = methods.first(where: { !known.contains($0) }) {
      throw Problem.malformed(
        .methodUnknown, field: "grant.methods", zh: "不能向对接系统开放 \(unknown)",
        en: "\(unknown) is no method that a system can be granted",
        remedy: Bilingual(
          zh: "可开放：\(known.sorted().joined(separator: "、"))",
          en: "it can be granted: \(known.sorted().joined(separator: ", "))"))
    }
    return Array(Set(methods)).sorted()
  }

  private static func malformedScope(zh: String, en: String, field: String) -> Rules.Problem {
    Problem.malformed(
      .scopeMalformed, field: field, zh: zh, en: en,
      remedy: Bilingual(
        zh: "给出六位县代码（全部县用 *）与范围代码",
        en: "give the county's six digits (* for every county) and the scope's code"))
  }

  static func lifetime(_ seconds: Int64) throws -> Int64 {
    guard (0...ServiceLimits.tokenSecondsMax).contains(seconds) else {
      throw Problem.malformed(
        .lifetimeInvalid, field: "lifetime_seconds",
        zh: "有效期 \(seconds) 秒不在 1 至 \(ServiceLimits.tokenSecondsMax) 之间",
        en: "a lifetime of \(seconds) s is not in 1…\(ServiceLimits.tokenSecondsMax)",
        remedy: Bilingual(zh: "最长 400 天；0 为 90 天", en: "at most 400 days; 0 means 90 days"))
    }
    return seconds == 0 ? ServiceLimits.tokenSecondsDefault : seconds
  }

  static func label(_ label: String) throws -> String {
    guard label.count <= ServiceLimits.identityNameCharactersMax else {
      throw Problem.malformed(
        .labelTooLong, field: "label", zh: "说明过长", en: "the label is too long",
        remedy: Bilingual(zh: "不超过 100 个字", en: "use at most 100 characters"))
    }
    return label
  }

  static func fingerprint(_ text: String) throws -> CertificateMark {
    let digits = text.lowercased().filter { $0 != ":" }
    guard digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit) else {
      throw malformedCertificate("sha256")
    }
    return .sha256(digits)
  }

  /// A name with its kind before it, in either case: `dns:gate-3.example`, `DNS:gate-3.example`.
  static func alternativeName(_ text: String) throws -> CertificateMark {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, text.utf8.count <= ServiceLimits.alternativeNameBytesMax else {
      throw malformedCertificate("san")
    }
    switch parts[0].lowercased() {
    // DNS names are the same in either case.
    case "dns": return .san("dns:" + parts[1].lowercased())
    case let kind where kind == "uri" || kind == "email": return .san("\(kind):\(parts[1])")
    default: throw malformedCertificate("san")
    }
  }

  static func malformedCertificate(_ field: String) -> Rules.Problem {
    Problem.malformed(
      .certificateMalformed, field: field, zh: "不是证书指纹或备用名称",
      en: "neither a certificate's fingerprint nor an alternative name",
      remedy: Bilingual(
        zh: "指纹为 64 位十六进制；名称写成 dns:、uri: 或 email: 开头",
        en: "a fingerprint has 64 hexadecimal digits; a name begins with dns:, uri: or email:"))
  }
}

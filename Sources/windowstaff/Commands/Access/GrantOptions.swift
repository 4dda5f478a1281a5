import ArgumentParser
import Rules
import WindowStaffProto

/// A role and the part of a county that it reaches.
struct GrantOptions: ParsableArguments {
  @Argument(help: "Whose role.")
  var identity: String
  @Argument(help: "The role.")
  var role: AccessRole
  @Option(help: ArgumentHelp("Only of this centre; also the window's.", valueName: "code"))
  var center: String?
  @Option(help: ArgumentHelp("Only of this sending unit.", valueName: "code"))
  var unit: String?
  @Option(help: ArgumentHelp("Only of this window of --center.", valueName: "code"))
  var window: String?
  @Flag(help: "In every county of the server, instead of --county; with some roles the server too.")
  var everyCounty = false

  func validate() throws {
    if unit != nil, center != nil || window != nil {
      throw ValidationError(
        zh: "--unit 不能与 --center、--window 同用", en: "--unit stands without --center and --window")
    }
    if window != nil, center == nil {
      throw ValidationError(zh: "--window 须与 --center 同用", en: "--window needs its --center")
    }
  }

  /// - Parameter county: where the role is held, unless it is everywhere.
  func grant(county: String?, methods: [String] = []) throws -> Grant {
    guard let code = everyCounty ? AccessGrant.everyCounty : county else {
      throw ValidationError(
        zh: "请用 --county 给出县代码，或用 --every-county", en: "give --county or --every-county")
    }
    return Grant(role: Role(role), countyCode: code, scope: scope, methods: methods)
  }

  private var scope: Scope {
    if let unit { return Scope(kind: .unit, code: unit) }
    if let window { return Scope(kind: .window, code: window, centerCode: center ?? "") }
    if let center { return Scope(kind: .center, code: center) }
    return Scope(kind: role.scopes == [.own] ? .self : .county)
  }
}

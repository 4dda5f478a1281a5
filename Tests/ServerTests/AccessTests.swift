import Foundation
import ProtobufRPC
import RPC
import TestSupport
import Testing
import WindowStaffProto

/// Who is let in, through the real server: tokens, other users, other counties, open connections.
@Suite struct AccessTests {
  /// Makes an identity with a role and gives its secret.
  private func token(
    _ server: RunningServer, _ id: String, role: String, county: String = "420325",
    scope: String = "{}", staffNo: String = ""
  ) async throws -> String {
    try await server.call(
      "CreateIdentity",
      #"{"identity_id":"\#(id)","kind":"KIND_PERSON","name":"\#(id)","staff_no":"\#(staffNo)"}"#)
    try await server.call(
      "GrantRole",
      #"{"identity_id":"\#(id)","grant":{"role":"\#(role)","county_code":"\#(county)","#
        + #""scope":\#(scope)}}"#)
    let answer = try await server.call("CreateToken", #"{"identity_id":"\#(id)"}"#)
    return try #require(answer["secret"] as? String)
  }

  @Test("Another user of the machine is refused, even where it can reach the socket")
  func otherUser() async throws {
    guard getuid() == 0 else { return }
    let server = try await RunningServer.withCounty()
    let nobody: [String] = ["--reuid=65534", "--regid=65534", "--clear-groups"]
    chmod(server.folder.path, 0o755)
    chmod(server.folder.path + "/s", 0o666)
    let tool = server.folder.appending(path: "windowstaff")
    // By another process: servers that other tests start meanwhile would inherit the open copy, and
    // a program that is open for writing cannot be run.
    let copied = try await Tool.run(
      URL(filePath: "/bin/cp"), [Tool.folder.appending(path: "windowstaff").path, tool.path], [:])
    #expect(copied.status == 0, "\(copied.note)")
    let refused = try await server.run(as: nobody, tool, "staff", "list")
    #expect(refused.status == 77 && refused.note.contains("[unknown_caller]"), "\(refused.note)")
    let open = try await server.run(as: nobody, tool, "version", "--server")
    #expect(open.status == 0, "\(open.note)")
    try await server.call(
      "CreateIdentity", #"{"identity_id":"nobody","kind":"KIND_SYSTEM","name":"nobody"}"#)
    try await server.call("RegisterUnixUser", #"{"identity_id":"nobody","uid":65534}"#)
    let known = try await server.run(as: nobody, tool, "staff", "list")
    #expect(known.status == 77 && known.note.contains("[role_missing]"), "\(known.note)")
    try await server.call(
      "GrantRole",
      #"{"identity_id":"nobody","grant":{"role":"ROLE_AUDITOR","county_code":"420325"}}"#)
    let allowed = try await server.run(as: nobody, tool, "staff", "list")
    #expect(allowed.status == 0, "\(allowed.note)")
  }

  @Test("A token lets in what its roles allow, until it is revoked; the secret is stored nowhere")
  func tokenLifecycle() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    let secret = try await token(server, "audit", role: "ROLE_AUDITOR")
    try await server.succeed("staff", "list", "--token", secret)
    try await server.refuse(
      "role_missing", "county", "create", "420381", "--name", "X", "--token", secret)
    try await server.refuse("token_invalid", "staff", "list", "--token", secret + "x")
    let tokens = try await server.call("ListTokens", #"{"identity_id":"audit"}"#)
    let list = try #require(tokens["tokens"] as? [[String: Any]])
    let id = try #require(list.first?["token_id"] as? String)
    try await server.call("RevokeToken", #"{"identity_id":"audit","token_id":"\#(id)"}"#)
    try await server.refuse("token_invalid", "staff", "list", "--token", secret)
    try await server.stop()
    for file in ["access.sqlite", "access.sqlite-wal"] {
      let bytes = try? Data(contentsOf: server.dataFolder.appending(path: file))
      #expect(bytes?.range(of: Data(secret.dropFirst(4).utf8)) == nil, "\(file)")
    }
    #expect(!server.log.contains(secret))
    try await server.start()
    try await server.refuse("token_invalid", "staff", "list", "--token", secret)
  }

  @Test("A retry of CreateToken gives the same token without its secret")
  func tokenRetry() async throws {
    let server = try await RunningServer.withCounty()
    try await server.call("CreateIdentity", #"{"identity_id":"a","kind":"KIND_PERSON","name":"a"}"#)
    let request = #"{"identity_id":"a","request_id":"r1"}"#
    let first = try await server.call("CreateToken", request)
    let retry = try await server.call("CreateToken", request)
    let ids = [first, retry].map { ($0["token"] as? [String: Any])?["token_id"] as? String }
    #expect(ids[0] != nil && ids[0] == ids[1])
    #expect((first["secret"] as? String)?.hasPrefix("wst_") == true)
    #expect(retry["secret"] as? String == "")
  }

  @Test("Revocation reaches connections that are open and bound")
  func openConnection() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    let secret = try await token(server, "gate", role: "ROLE_AUDITOR")
    let connection = try await ClientConnection.connect(
      to: ListenAddress(parsing: server.address))
    let access = AccessServiceClient(connection)
    let staff = StaffServiceClient(connection)
    let bound = try await access.authenticate(
      AuthenticateRequest(token: secret, countyCode: "420325"))
    #expect(bound.identityId == "gate")
    // No metadata: the connection says it all.
    #expect(try await staff.listStaff(ListStaffRequest()).totalSize == 16)
    let again = await #expect(throws: RPCStatus.self) {
      try await access.authenticate(AuthenticateRequest(token: secret, countyCode: "420325"))
    }
    #expect(again?.code == .failedPrecondition)
    try await server.call("DisableIdentity", #"{"identity_id":"gate"}"#)
    let refused = await #expect(throws: RPCStatus.self) {
      try await staff.listStaff(ListStaffRequest())
    }
    #expect(refused?.code == .unauthenticated)
    await connection.close()
  }

  @Test("A narrower scope sees its own part of the staff and of the results, and no more")
  func scopes() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    try await server.succeed("appraisal", "run", "--month", "2025-10")
    let clerk = try await token(server, "wang", role: "ROLE_CLERK", staffNo: "A01")
    let own = try await server.succeed("staff", "list", "--json", "--token", clerk)
    #expect(own.out.contains("A01") && !own.out.contains("A02"))
    try await server.succeed("staff", "get", "A01", "--token", clerk)
    try await server.refuse("outside_scope", "staff", "get", "A02", "--token", clerk)
    try await server.refuse("outside_scope", "staff", "get", "Z99", "--token", clerk)
    try await server.refuse(
      "outside_scope", "appraisal", "explain", "A06", "--month", "2025-10", "--token", clerk)
    try await server.refuse(
      "role_missing", "appraisal", "run", "--month", "2025-10", "--token", clerk)
    let center = try await token(
      server, "c2", role: "ROLE_CENTER_LEADER", scope: #"{"kind":"KIND_CENTER","code":"C2"}"#)
    let file = server.folder.appending(path: "c2.csv")
    try await server.succeed(
      "appraisal", "results", "--month", "2025-10", "--out", file.path, "--token", center)
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(!rows.isEmpty && rows.allSatisfy { $0.contains("C2") }, "\(rows)")
    let golden = try String(
      contentsOf: golden("month-small").appending(path: "expected.csv"), encoding: .utf8)
    #expect(rows.allSatisfy { golden.contains($0) })
  }

  @Test("An identity of one county gets nothing of another, by no method")
  func isolation() async throws {
    let server = try await RunningServer.withCounty()
    try await server.succeed("county", "create", "420381", "--name", "丹江口市")
    let secret = try await token(server, "all", role: "ROLE_BUREAU_LEADER", county: "420381")
    for role in ["BUREAU_OFFICER", "AUDITOR", "ADMINISTRATOR", "INSPECTOR"] {
      try await server.call(
        "GrantRole",
        #"{"identity_id":"all","grant":{"role":"ROLE_\#(role)","county_code":"420381","#
          + #""scope":{"kind":"KIND_COUNTY"}}}"#)
    }
    let open = ["Health", "Control", "Reflection", "Authenticate", "WhoAmI", "GetVersion"]
    for method in WindowStaffSchema.methods.methods.map(\.method.name.description)
    where !open.contains(where: method.contains) && !method.hasSuffix("ListCounties") {
      let data = method.hasSuffix("GetCounty") ? #"{"code":"420325"}"# : "{}"
      try await server.refuse("role_missing", "call", method, "-d", data, "--token", secret)
    }
    let list = try await server.succeed("county", "list", "--json", "--token", secret)
    #expect(list.out.contains("420381") && !list.out.contains("420325"))
  }

  @Test("A county's administrator manages its own people, and cannot reach beyond by them")
  func countyAdministrator() async throws {
    let server = try await RunningServer.withCounty()
    let secret = try await token(server, "admin", role: "ROLE_ADMINISTRATOR")
    func refuse(_ code: String, _ method: String, _ data: String) async throws {
      try await server.refuse(
        code, "call", "windowstaff.v1.AccessService/\(method)", "-d", data, "--token", secret)
    }
    try await server.call(
      "CreateIdentity",
      #"{"identity_id":"li","kind":"KIND_PERSON","name":"李","home_county_code":"420325"}"#,
      "--token", secret)
    try await server.call(
      "GrantRole",
      #"{"identity_id":"li","grant":{"role":"ROLE_AUDITOR","county_code":"420325"}}"#,
      "--token", secret)
    try await refuse(
      "role_missing", "GrantRole",
      #"{"identity_id":"li","grant":{"role":"ROLE_AUDITOR","county_code":"*"}}"#)
    try await refuse(
      "role_missing", "CreateIdentity",
      #"{"identity_id":"x","kind":"KIND_PERSON","name":"x"}"#)
    // Its own identity is the server's to manage.
    try await refuse("unknown_identity", "CreateToken", #"{"identity_id":"admin"}"#)
    try await server.call(
      "GrantRole",
      #"{"identity_id":"li","grant":{"role":"ROLE_AUDITOR","county_code":"*"}}"#)
    try await refuse("unknown_identity", "CreateToken", #"{"identity_id":"li"}"#)
  }

  @Test("Nobody gives roles to themselves")
  func ownRoles() async throws {
    let server = try await RunningServer.withCounty()
    let secret = try await token(server, "root", role: "ROLE_ADMINISTRATOR", county: "*")
    let grant =
      #"{"identity_id":"root","grant":{"role":"ROLE_BUREAU_LEADER","county_code":"420325"}}"#
    try await server.refuse(
      "own_matter", "call", "windowstaff.v1.AccessService/GrantRole", "-d", grant, "--token",
      secret)
    try await server.call("GrantRole", grant)
  }
}

extension RunningServer {
  /// Calls a method of the access service and gives its answer.
  @discardableResult
  fileprivate func call(
    _ method: String, _ data: String, _ more: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> [String: Any] {
    let outcome = try await run(
      ["call", "windowstaff.v1.AccessService/\(method)", "-d", data] + more)
    #expect(outcome.status == 0, "\(method): \(outcome.note)", sourceLocation: sourceLocation)
    return try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [String: Any] ?? [:]
  }

  /// Runs a copy of the tool as another user.
  fileprivate func run(
    as user: [String], _ tool: URL, _ arguments: String...
  ) async throws -> Tool.Outcome {
    try await Tool.run(
      URL(filePath: "/usr/bin/setpriv"), user + [tool.path] + arguments,
      ["WINDOWSTAFF_ADDRESS": address, "WINDOWSTAFF_COUNTY": "420325"])
  }
}

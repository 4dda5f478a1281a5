import Foundation
import NIOCore
import RPC
import TestSupport
import Testing
import WindowStaffProto

/// What a running server writes of its calls, and what it does not.
@Suite(.timeLimit(.minutes(2))) struct AccessLogTests {
  private static let text = "access.log"

  private func server() async throws -> (RunningServer, log: URL) {
    let server = try await RunningServer()
    try await server.stop()
    let log = server.folder.appending(path: Self.text)
    try await server.start(arguments: ["--access-log", log.path, "--log-format", "json"])
    try await server.succeed("county", "create", "420325", "--name", "房县")
    return (server, log)
  }

  private func entries(_ log: URL) throws -> [[String: Any]] {
    try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "\($0)")
    }
  }

  /// Calls with these metadata; what comes of them stands in the log.
  private func call(_ server: RunningServer, _ metadata: [(String, String)]) async throws {
    let connection = try await ClientConnection.connect(
      to: ListenAddress(parsing: server.address))
    var options = CallOptions(timeout: .seconds(20))
    for (name, value) in metadata { options.metadata.append(name, value) }
    let client = StaffServiceClient(connection)
    _ = try? await client.getStaff(GetStaffRequest(staffNo: "A01"), options: options)
    await connection.close()
  }

  @Test("Every call is a line that says who called what and how it ended")
  func everyCall() async throws {
    let (server, log) = try await server()
    try await server.importGolden("month-small")
    try await server.succeed("staff", "get", "A01")
    try await server.refuse("unknown_staff", "staff", "get", "Z99")
    try await server.refuse("token_invalid", "staff", "get", "A01", "--token", "wst_none")
    try await call(server, [("county", "420325"), ("x-request-id", "mine-7")])
    #expect(try await server.stop() == 0)
    let entries = try entries(log)
    let gets = entries.filter { ($0["method"] as? String)?.hasSuffix("/GetStaff") == true }
    #expect(
      gets.compactMap { $0["status"] as? String } == ["OK", "NOT_FOUND", "UNAUTHENTICATED", "OK"])
    #expect(
      gets.compactMap { $0["code"] as? String } == ["", "unknown_staff", "token_invalid", ""])
    #expect(
      gets.compactMap { $0["identity"] as? String } == ["owner", "owner", "anonymous", "owner"])
    #expect(gets.last?["request_id"] as? String == "mine-7")
    let ids = Set(entries.compactMap { $0["request_id"] as? String })
    #expect(ids.count == entries.count)
    let imported = try #require(
      entries.first { $0["method"] as? String == "windowstaff.v1.ImportService/ImportRecords" })
    #expect(try #require(imported["bytes_in"] as? Int) > 10_000)
    #expect(try #require(imported["bytes_out"] as? Int) > 0)
    #expect(try #require(imported["duration_us"] as? Int) > 0)
    for entry in entries {
      #expect(entry["protocol"] as? String == "ttrpc" && entry["peer"] as? String == "unix")
      #expect(entry["county"] as? String == "420325")
      #expect(Set(entry.keys).count == 12)
    }
  }

  @Test("A call of a method that there is not is a line, too, whatever its name")
  func unknownMethod() async throws {
    let (server, log) = try await server()
    let connection = try await ClientConnection.connect(
      to: ListenAddress(parsing: server.address))
    let name = "No\n\u{202E}pe"
    let method = Method(service: "windowstaff.v1.StaffService", method: name, shape: .unary)
    _ = try? await connection.unary(method, ByteBuffer())
    await connection.close()
    #expect(try await server.stop() == 0)
    let entry = try #require(try entries(log).last)
    #expect(entry["method"] as? String == "windowstaff.v1.StaffService/\(name)")
    #expect(entry["status"] as? String == "UNIMPLEMENTED")
    #expect(entry["code"] as? String == "UNKNOWN_METHOD")
    #expect(entry["protocol"] as? String == "ttrpc" && entry["identity"] as? String == "")
  }

  @Test("Whatever a caller puts into its metadata, a call is one line and orders nothing")
  func injection() async throws {
    let (server, log) = try await server()
    let before = try await settled(log, server, count: 1).count
    let hostile = ["x\n{\"time\":\"forged\"}", "\u{1B}[2J", "420325\r\n", "张三 13800000000", "\0"]
    for text in hostile { try await call(server, [("county", text), ("x-request-id", text)]) }
    #expect(try await server.stop() == 0)
    let entries = try entries(log).dropFirst(before)
    #expect(entries.count == hostile.count)
    for entry in entries {
      #expect(entry["county"] as? String == "malformed")
      let id = try #require(entry["request_id"] as? String)
      #expect(id.utf8.count == 13 && !hostile.contains(id))
    }
    for line in server.log.split(separator: "\n") {
      #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil, "\(line)")
    }
  }

  @Test("The log is switched off and on while the server runs, and opened again on SIGHUP")
  func switchedAndReopened() async throws {
    let (server, log) = try await server()
    let off = try await server.succeed("server", "access-log", "off", "--lang", "en")
    #expect(off.out.contains("access log off (\(log.path))"), "\(off.out)")
    try await server.succeed("staff", "list")
    try await server.succeed("server", "access-log", "on")
    let moved = log.appendingPathExtension("1")
    try FileManager.default.moveItem(at: log, to: moved)
    kill(server.processID, SIGHUP)
    while !server.log.contains("access log opened again") { await Task.yield() }
    try await server.succeed("county", "list")
    #expect(try await server.stop() == 0)
    let methods = { (log: URL) in try entries(log).compactMap { $0["method"] as? String } }
    #expect(try methods(log).contains("windowstaff.v1.CountyService/ListCounties"))
    let all = try methods(moved) + methods(log)
    #expect(!all.contains("windowstaff.v1.StaffService/ListStaff"))
    #expect(all.contains("windowstaff.v1.CountyService/CreateCounty"))
  }

  @Test("A server without an access log writes one to its stderr once it is switched on")
  func switchedOn() async throws {
    let server = try await RunningServer.withCounty()
    try await server.succeed("staff", "list")
    #expect(!server.log.contains("StaffService/ListStaff"))
    try await server.succeed("server", "access-log", "on")
    try await server.succeed("staff", "list")
    #expect(try await server.stop() == 0)
    #expect(server.log.contains(#""method":"windowstaff.v1.StaffService/ListStaff""#))
  }

  @Test("No log holds a name, a token, or what a record says, at the most talkative level")
  func noPersonalData() async throws {
    let (server, log) = try await server()
    try await server.succeed("server", "log-level", "trace")
    try await server.succeed("access", "identity", "create", "li", "--name", "李秘密")
    let token = try await server.succeed("access", "token", "create", "li", "--label", "备注")
    let secret = token.out.trimmingCharacters(in: .whitespacesAndNewlines)
    try await server.succeed("whoami", "--token", secret)
    try await server.importGolden("month-small")
    try await server.succeed("appraisal", "run", "--month", "2025-10")
    try await server.succeed("appraisal", "explain", "A02", "--month", "2025-10")
    try await server.succeed("staff", "list", "--text", "王芳")
    try await server.refuse("unknown_staff", "staff", "get", "张三丰")
    _ = try await server.run("import", golden("bad-input/many-errors").path)
    #expect(try await server.stop() == 0)
    let written = server.log + (try String(contentsOf: log, encoding: .utf8))
    #expect(written.contains("RunAppraisal"))
    var forbidden = [secret, "李秘密", "备注", "张三丰", "wst_"]
    let staff = try String(
      contentsOf: golden("month-small").appending(path: "staff.csv"), encoding: .utf8)
    for line in staff.split(separator: "\n").dropFirst() {
      forbidden.append(String(line.split(separator: ",")[1]))
    }
    #expect(forbidden.contains("王芳"))
    for text in forbidden { #expect(!written.contains(text), "\(text)") }
  }

  /// The entries once there are so many: a call is answered before its line is written.
  private func settled(
    _ log: URL, _ server: RunningServer, count: Int
  ) async throws -> [[String: Any]] {
    while true {
      let entries = try entries(log)
      if entries.count >= count { return entries }
      await Task.yield()
    }
  }
}

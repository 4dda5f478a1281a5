import Foundation
import TestSupport
import Testing

/// What a server refuses, with a stable code, and stays up.
@Suite struct RefusalTests {
  @Test("Unknown county, staff, centre and period each have their code")
  func unknownNames() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    try await server.refuse("unknown_county", "staff", "get", "A01", "--county", "999999")
    try await server.refuse("unknown_staff", "staff", "get", "Z99")
    try await server.refuse("not_run", "appraisal", "results", "--month", "2025-10")
    try await server.succeed("appraisal", "run", "--month", "2025-10")
    try await server.refuse(
      "unknown_center", "appraisal", "results", "--month", "2025-10", "--center", "C9")
    try await server.refuse("no_result", "appraisal", "explain", "B07", "--month", "2025-10")
    try await server.refuse("unknown_staff", "appraisal", "explain", "Z99", "--month", "2025-10")
  }

  @Test("A county is created once; a retry with the same request id gives the first answer")
  func createTwice() async throws {
    let server = try await RunningServer()
    let method = "windowstaff.v1.CountyService/CreateCounty"
    let request = #"{"code": "420381", "name": "丹江口市", "request_id": "r1"}"#
    let first = try await server.succeed("call", method, "-d", request)
    let retry = try await server.succeed("call", method, "-d", request)
    #expect(first.out == retry.out)
    try await server.refuse("county_exists", "county", "create", "420381", "--name", "丹江口市")
    try await server.refuse("county_code_malformed", "county", "create", "42", "--name", "丹江口市")
  }

  @Test("Another import under a used request id is refused, however alike its size")
  func importTwice() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    func request(_ code: String) -> String {
      let rows = #"{"kind": "centers", "columns": ["center_code", "name", "level"], "rows": "#
      return #"{"begin": {"request_id": "r1"}}"# + "\n" + #"{"rows": "# + rows
        + #"[{"values": ["\#(code)", "中心", "county"]}]}}"#
    }
    let method = "windowstaff.v1.ImportService/ImportRecords"
    let first = try await server.succeed("call", method, "-d", request("C1"))
    let retry = try await server.succeed("call", method, "-d", request("C1"))
    #expect(first.out == retry.out)
    try await server.refuse("request_id_reused", "call", method, "-d", request("C2"))
  }

  @Test("A row without values is refused as a row with too few, and nothing is stored")
  func emptyRow() async throws {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    let rows = #"{"kind": "centers", "columns": ["center_code", "name", "level"], "rows": [{}]}"#
    try await server.refuse(
      "field_count", "call", "windowstaff.v1.ImportService/ImportRecords", "-d",
      #"{"begin": {"request_id": "r1"}}"# + "\n" + #"{"rows": "# + rows + "}")
  }

  @Test("A month that is not over is appraised as provisional")
  func provisional() async throws {
    let server = try await RunningServer.withCounty()
    let records = try server.folderWith("calendar.csv", "date,kind\n2098-01-01,rest\n")
    try Data(
      """
      staff_no,name,center_code,unit_code,window_code,employment,on_window_since,left_on
      S1,张三,C1,U1,,civil_servant,2020-01-01,

      """.utf8
    ).write(to: URL(filePath: records).appending(path: "staff.csv"))
    try await server.succeed("import", records)
    try await server.succeed("appraisal", "run", "--month", "2098-01")
    let result = try await server.succeed(
      "call", "windowstaff.v1.AppraisalService/GetResult", "-d",
      #"{"staff_no": "S1", "month": "2098-01"}"#)
    #expect(result.out.contains(#""provisional": true"#), "\(result.out)")
  }

  @Test("A second server is refused the folder and the socket, and the first one goes on")
  func secondServer() async throws {
    let server = try await RunningServer.withCounty()
    let folder = server.dataFolder.path
    let sameFolder = try await Tool.run(
      daemon: "serve", "--data", folder, "--listen", "unix:\(server.folder.path)/other")
    #expect(sameFolder.status != 0 && sameFolder.note.contains("[store_locked]"))
    let sameSocket = try await Tool.run(
      daemon: "serve", "--data", folder + "2", "--listen", server.address)
    #expect(sameSocket.status != 0 && sameSocket.note.contains("[cannot_listen]"))
    try await server.succeed("county", "list")
  }

  @Test("A plugin that does not load keeps the server from starting, with its name")
  func brokenPlugin() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ws-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("no library".utf8).write(to: folder.appending(path: "libscorer-x.so"))
    let outcome = try await Tool.run(
      daemon: "serve", "--data", folder.path + "/data", "--listen", "unix:\(folder.path)/s",
      "--scorers", folder.path)
    #expect(outcome.status != 0)
    #expect(outcome.note.contains("[scorer_platform]"))
    #expect(outcome.note.contains("libscorer-x.so"))
  }

  @Test("A corrupt database fails its own county alone")
  func corruptDatabase() async throws {
    let server = try await RunningServer.withCounty()
    try await server.succeed("county", "create", "420381", "--name", "丹江口市")
    try await server.stop()
    let file = server.dataFolder.appending(path: "counties/420325.sqlite")
    let handle = try FileHandle(forWritingTo: file)
    // The first page stays: it is still a database, but its content is gone.
    let size = try handle.seekToEnd()
    try handle.seek(toOffset: 4096)
    try handle.write(contentsOf: Data(repeating: 0x5A, count: Int(size) - 4096))
    try handle.close()
    try await server.start()
    try await server.refuse("store_corrupt", "staff", "list")
    try await server.succeed("staff", "list", "--county", "420381")
    #expect(try await server.succeed("county", "list").out.contains("丹江口市"))
    #expect(try await server.succeed("status").out.contains("420381"))
  }

  @Test("A server that is told to stop ends with status 0 and removes its socket")
  func stop() async throws {
    let server = try await RunningServer.withCounty()
    #expect(try await server.stop() == 0)
    #expect(!FileManager.default.fileExists(atPath: server.folder.path + "/s"))
    let outcome = try await server.run("county", "list")
    #expect(outcome.status == 69, "\(outcome.note)")
  }
}

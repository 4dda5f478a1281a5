import Foundation
import TestSupport
import Testing

/// The page for Prometheus, of a running server.
@Suite(.timeLimit(.minutes(2))) struct MetricsPageTests {
  private func server() async throws -> (RunningServer, port: Int) {
    let server = try await RunningServer.withCounty(arguments: ["--metrics", "127.0.0.1:0"])
    let url = try #require(server.log.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\/metrics/))
    return (server, try #require(Int(url.1)))
  }

  private func value(_ page: String, _ sample: String) -> Int? {
    page.split(separator: "\n").first { $0.hasPrefix(sample + " ") }
      .flatMap { Int($0.dropFirst(sample.count + 1)) }
  }

  @Test("The page tells of calls, connections, the store and the process")
  func figures() async throws {
    let (server, port) = try await server()
    try await server.importGolden("month-small")
    for _ in 0..<3 { try await server.succeed("staff", "get", "A01") }
    try await server.refuse("unknown_staff", "staff", "get", "Z99")
    let answer = try await HTTP.get("/metrics", port: port)
    #expect(answer.status == 200)
    #expect(answer.head.contains("content-type: text/plain; version=0.0.4; charset=utf-8"))
    let method = #"method="windowstaff.v1.StaffService/GetStaff""#
    let page = answer.body
    #expect(value(page, "windowstaff_calls_total{\(method),code=\"OK\"}") == 3)
    #expect(value(page, "windowstaff_calls_total{\(method),code=\"NOT_FOUND\"}") == 1)
    #expect(value(page, "windowstaff_call_duration_seconds_count{\(method)}") == 4)
    #expect(value(page, "windowstaff_call_duration_seconds_bucket{\(method),le=\"+Inf\"}") == 4)
    #expect(value(page, "windowstaff_counties") == 1)
    #expect(value(page, "windowstaff_counties_open") == 1)
    #expect(try #require(value(page, "windowstaff_store_bytes{file=\"database\"}")) > 4096)
    #expect(try #require(value(page, "windowstaff_store_writes_total")) > 0)
    #expect(try #require(value(page, "process_resident_memory_bytes")) > 1 << 20)
    #expect(try #require(value(page, "process_open_fds")) > 5)
    #expect(value(page, "windowstaff_ready") == 1)
    #expect(!page.contains("420325") && !page.contains("owner"))
  }

  @Test("Probes answer, and what is no GET of a page is refused")
  func probes() async throws {
    let (server, port) = try await server()
    for path in ["/livez", "/readyz", "/healthz"] {
      #expect(try await HTTP.get(path, port: port).status == 200)
    }
    #expect(try await HTTP.get("/", port: port).status == 404)
    let head = "Host: localhost\r\n\r\n"
    #expect(try await HTTP.send("POST /metrics HTTP/1.1\r\n\(head)", port: port).status == 405)
    let body = "POST /metrics HTTP/1.1\r\nContent-Length: 5\r\n\(head)hello"
    #expect(try await HTTP.send(body, port: port).status == 413)
    let long = "GET /metrics HTTP/1.1\r\nX-Long: \(String(repeating: "a", count: 9000))\r\n\(head)"
    // The rest of the request is not read, which may lose the answer on its way.
    let refused = try? await HTTP.send(long, port: port)
    #expect(refused == nil || refused?.status == 400)
    #expect(try await HTTP.send("nonsense\r\n\r\n", port: port).status == 400)
    let short = try await HTTP.send("HEAD /metrics HTTP/1.1\r\n\(head)", port: port)
    #expect(short.status == 200 && short.body.isEmpty)
    try await server.succeed("county", "list")
  }

  @Test("A page that other machines could read is refused, unless that is said on purpose")
  func loopbackAlone() async throws {
    let folder = "/tmp/ws-metrics-\(UInt32.random(in: .min ... .max))"
    let arguments = ["--data", folder, "--listen", "unix:\(folder).s", "--metrics", "0.0.0.0:0"]
    let refused = try await Tool.daemon(["check"] + arguments)
    #expect(refused.status != 0 && refused.note.contains("[metrics_not_local]"), "\(refused.note)")
    let allowed = try await Tool.daemon(["check"] + arguments + ["--insecure"])
    #expect(allowed.status == 0, "\(allowed.note)")
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test("Prometheus' own parser reads the page", .enabled(if: Python.isExpected))
  func parsed() async throws {
    let (server, port) = try await server()
    try await server.importGolden("month-small")
    try await server.refuse("unknown_staff", "staff", "get", "Z99")
    let page = server.folder.appending(path: "page")
    try Data(try await HTTP.get("/metrics", port: port).body.utf8).write(to: page)
    let outcome = try await Python.run("metrics.py", page.path)
    #expect(outcome.status == 0, "\(outcome.note)")
    #expect(outcome.out.hasSuffix("ok\n"), "\(outcome.out)")
  }
}

/// The clients that `tools/setup-interop` has installed.
private enum Python {
  private static let tests = Tool.goldenData.deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let interpreter = tests.deletingLastPathComponent()
    .appending(path: ".build/interop-venv/bin/python")

  /// Where they cannot be installed the test is left out, but never in continuous integration.
  static var isExpected: Bool {
    ProcessInfo.processInfo.environment["CI"] == "true"
      || FileManager.default.isExecutableFile(atPath: interpreter.path)
  }

  static func run(_ script: String, _ argument: String) async throws -> Tool.Outcome {
    try await Tool.run(
      interpreter, [tests.appending(path: "InteropTests/Python/\(script)").path, argument],
      ["PYTHONDONTWRITEBYTECODE": "1"])
  }
}

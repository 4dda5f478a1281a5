import Foundation
import ProtobufRPC
import RPC
import TestSupport
import Testing
import WindowStaffProto

/// The examples of `proto/PROTOCOL.md`, taken from there and run against the real server.
@Suite(.timeLimit(.minutes(5))) struct ExampleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let path = "/run/windowstaff.sock"
  private static let environment = root.appending(path: ".build/interop-venv/bin")

  private static var isCI: Bool { ProcessInfo.processInfo.environment["CI"] == "true" }
  static var hasPython: Bool {
    isCI || FileManager.default.isExecutableFile(atPath: environment.path + "/python")
  }
  static var hasGo: Bool {
    isCI
      || ["/usr/bin/go", "/usr/bin/protoc-gen-gogo", "/usr/share/gocode"].allSatisfy {
        FileManager.default.fileExists(atPath: $0)
      }
  }

  /// The block of the document in the language.
  private static func block(_ language: String) throws -> String {
    let document = try String(
      contentsOf: root.appending(path: "proto/PROTOCOL.md"), encoding: .utf8)
    let parts = document.components(separatedBy: "\n```\(language)\n")
    try #require(parts.count == 2, "one example in \(language)")
    return try #require(parts[1].components(separatedBy: "\n```\n").first) + "\n"
  }

  private static func server() async throws -> RunningServer {
    let server = try await RunningServer.withCounty()
    try await server.importGolden("month-small")
    return server
  }

  /// Runs the commands in a folder with the schema and the file; they stop at the first failure.
  private static func run(
    _ commands: String, _ server: RunningServer, file: (name: String, text: String)? = nil
  ) async throws -> Tool.Outcome {
    let folder = server.folder.appending(path: "example")
    let manager = FileManager.default
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    try manager.createSymbolicLink(
      at: folder.appending(path: "proto"), withDestinationURL: root.appending(path: "proto"))
    let socket = server.folder.appending(path: "s").path
    func placed(_ text: String) -> Data { Data(text.replacing(path, with: socket).utf8) }
    if let file { try placed(file.text).write(to: folder.appending(path: file.name)) }
    try placed("set -euo pipefail\ncd \(folder.path)\n" + commands)
      .write(to: folder.appending(path: "run"))
    return try await Tool.run(
      URL(filePath: "/bin/bash"), [folder.appending(path: "run").path],
      [
        "PATH": "\(Tool.folder.path):\(environment.path):/usr/bin:/bin",
        "HOME": folder.path, "GOCACHE": root.appending(path: ".build/interop-go/cache").path,
        "GOFLAGS": "-buildvcs=false", "PYTHONIOENCODING": "utf-8",
      ])
  }

  @Test("The shell's: the tool, and curl with the bytes of gRPC", arguments: ["sh", "sh-raw"])
  func shell(_ language: String) async throws {
    let server = try await Self.server()
    let outcome = try await Self.run(Self.block(language), server)
    #expect(outcome.status == 0, "\(outcome.note)\(outcome.out)")
    #expect(outcome.out.contains("A01") && outcome.out.contains("2025-10-27"), "\(outcome.out)")
  }

  @Test("Over gRPC, whose connections a proxy may share, Authenticate is refused")
  func authenticateOverGRPC() async throws {
    let server = try await RunningServer.withCounty()
    let outcome = try await Self.run(
      #"""
      printf '\0\0\0\0\0' | curl --silent --show-error --http2-prior-knowledge \
        --unix-socket /run/windowstaff.sock -H 'content-type: application/grpc' \
        -H 'te: trailers' --data-binary @- --dump-header headers \
        http://localhost/windowstaff.v1.AccessService/Authenticate
      cat headers
      """#, server)
    #expect(outcome.status == 0, "\(outcome.note)")
    let headers = Dictionary(
      outcome.out.split(whereSeparator: \.isNewline).compactMap { line in
        line.firstIndex(of: ":").map { colon in
          (String(line[..<colon]), line[colon...].dropFirst().trimmingCharacters(in: .whitespaces))
        }
      }, uniquingKeysWith: { $1 })
    #expect(headers["grpc-status"] == "9", "FAILED_PRECONDITION: \(outcome.out)")
    var details = headers["grpc-status-details-bin"] ?? ""
    details += String(repeating: "=", count: (4 - details.count % 4) % 4)
    let decoded = try #require(Data(base64Encoded: details))
    #expect(String(decoding: decoded, as: UTF8.self).lowercased().contains("shared_connection"))
  }

  @Test("Python's, by grpcio with generated stubs", .enabled(if: hasPython))
  func python() async throws {
    let server = try await Self.server()
    let outcome = try await Self.run(
      Self.block("sh-python"), server, file: ("example.py", Self.block("python")))
    #expect(outcome.out == "王芳\nNOT_FOUND\n", "\(outcome.note)")
  }

  /// Runs `Python/generic.py` against the server.
  private static func generic(
    _ server: RunningServer, _ arguments: String...
  ) async throws -> String {
    let script = root.appending(path: "Tests/InteropTests/Python/generic.py").path
    let outcome = try await Tool.run(
      environment.appending(path: "python"),
      [script, "unix:\(server.folder.path)/s"] + arguments, ["PYTHONDONTWRITEBYTECODE": "1"])
    #expect(outcome.status == 0, "\(outcome.note)")
    return outcome.out
  }

  @Test(
    "A client with reflection alone lists and describes every service, and calls a method",
    .enabled(if: hasPython))
  func reflection() async throws {
    let server = try await Self.server()
    let listed = try await Self.generic(server, "list").split(separator: "\n").map(String.init)
    // Cancelling is HTTP/2's own, so the service for it is ttrpc's alone.
    let methods = WindowStaffSchema.methods.methods.map(\.method)
      .filter { $0.name.service != "windowstaff.control.v1.Control" }
    #expect(Set(listed) == Set(methods.map(\.name.service)))
    let described = try await Self.generic(server, "describe").split(separator: "\n")
    let known = described.filter { $0.hasPrefix("  ") }.map { $0.dropFirst(2).prefix { $0 != "(" } }
    #expect(known.count == methods.count)
    #expect(Set(known.map(String.init)) == Set(methods.map(\.name.method)))
    let answer = try await Self.generic(
      server, "call", "windowstaff.v1.StaffService/GetStaff", #"{"staffNo": "A01"}"#,
      "county=420325")
    #expect(answer.contains(#""name": "王芳""#) && answer.contains(#""staffNo": "A01""#))
  }

  @Test("Go's, by ttrpc with generated types", .enabled(if: hasGo))
  func go() async throws {
    let server = try await Self.server()
    let outcome = try await Self.run(
      Self.block("sh-go"), server, file: ("example.go", Self.block("go")))
    #expect(outcome.out == "王芳\nNotFound\n", "\(outcome.note)")
  }

  @Test("Swift's is the code of this test, to the letter, and does what it says")
  func swift() async throws {
    let server = try await Self.server()
    let socket = server.folder.appending(path: "s").path
    var lines: [String] = []
    func print(_ items: Any...) { lines.append(items.map { "\($0)" }.joined(separator: " ")) }

    // The example begins.
    let client = Client(.unix(path: socket))
    let staff = StaffServiceClient(client)
    var options = CallOptions(timeout: .seconds(5))
    options.metadata.append("county", "420325")
    let answer = try await staff.getStaff(GetStaffRequest(staffNo: "A01"), options: options)
    print(answer.staff?.name ?? "")
    do {
      _ = try await staff.getStaff(GetStaffRequest(staffNo: "?"), options: options)
    } catch let status as RPCStatus {
      print(status.code == .notFound, status.message(inLanguage: "zh") ?? status.message)
    }
    await client.close()
    // The example ends.

    #expect(lines.first == "王芳")
    #expect(lines.last?.hasPrefix("true ") == true && lines.last?.contains("?") == true)
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let mine = try #require(
      source.components(separatedBy: "// The example begins.\n").dropFirst().first?
        .components(separatedBy: "    // The example ends.").first)
    let shown = try Self.block("swift").replacing("\"\(Self.path)\"", with: "socket")
    #expect(
      mine.split(separator: "\n").map { $0.dropFirst(4) }.joined(separator: "\n") + "\n" == shown)
  }
}

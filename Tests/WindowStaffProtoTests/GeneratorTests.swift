import Foundation
import TestSupport
import Testing

/// Runs `tools/proto` in a copy of what it reads and writes.
@Suite("One command from schema to code", .serialized)
struct GeneratorTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private struct Outcome {
    var status: Int32
    var output: String
  }

  private static func run(_ arguments: [String], in folder: URL) throws -> Outcome {
    let pipe = Pipe()
    let process = try ChildProcess(
      folder.appending(path: "tools/proto").path, arguments, output: .pipe(pipe),
      errors: .pipe(pipe))
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }

  private func withCopy(_ body: (URL) throws -> Void) throws {
    let manager = FileManager.default
    let copy = manager.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? manager.removeItem(at: copy) }
    let parts = [
      "tools/proto", "tools/protoc-gen-windowstaff", "proto", "Sources/WindowStaffProto",
      "Tests/SampleProto", "Tests/InteropProto",
    ]
    for part in parts {
      let target = copy.appending(path: part)
      try manager.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try manager.copyItem(at: Self.root.appending(path: part), to: target)
    }
    // The generator as it is built already: younger than its source, so it is not built again.
    _ = try Self.run(["--check"], in: Self.root)
    let tools = copy.appending(path: ".build/tools")
    try manager.createDirectory(at: tools, withIntermediateDirectories: true)
    let generator = tools.appending(path: "protoc-gen-windowstaff")
    try manager.copyItem(
      at: Self.root.appending(path: ".build/tools/protoc-gen-windowstaff"), to: generator)
    try manager.setAttributes([.modificationDate: Date()], ofItemAtPath: generator.path)
    try body(copy)
  }

  private func append(_ text: String, to file: URL) throws {
    let old = try String(contentsOf: file, encoding: .utf8)
    try (old + text).write(to: file, atomically: true, encoding: .utf8)
  }

  @Test("the committed code is what the schema gives")
  func fresh() throws {
    let outcome = try Self.run(["--check"], in: Self.root)
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  @Test("a changed schema is noticed, and one command mends it")
  func stale() throws {
    try withCopy { copy in
      try append(
        "\nmessage Added { string name = 1; }\n",
        to: copy.appending(path: "Tests/SampleProto/Schema/sample.proto"))
      let check = try Self.run(["--check"], in: copy)
      #expect(check.status == 1)
      #expect(check.output.contains("stale"))
      #expect(try Self.run([], in: copy).status == 0)
      #expect(try Self.run(["--check"], in: copy).status == 0)
      let code = try String(
        contentsOf: copy.appending(path: "Tests/SampleProto/Swift/SampleV1SampleMessages.swift"),
        encoding: .utf8)
      #expect(code.contains("public struct Added: ProtobufMessage"))
      // A file that nothing writes any more is stale too, and goes.
      let orphan = copy.appending(path: "Tests/SampleProto/Swift/Orphan.swift")
      try "".write(to: orphan, atomically: true, encoding: .utf8)
      #expect(try Self.run(["--check"], in: copy).status == 1)
      #expect(try Self.run([], in: copy).status == 0)
      #expect(!FileManager.default.fileExists(atPath: orphan.path))
    }
  }

  @Test("what the coder cannot do is refused with the place and the reason")
  func refused() throws {
    let cases = [
      ("message A { A inner = 1; }", "sample.v1.A.inner", "may hold itself"),
      ("message A { map<bool, string> flags = 1; }", "sample.v1.A.flags", "string or an integer"),
      (
        "message A { repeated ItemEntry item = 1; message ItemEntry { int32 key = 1; int32 value = 2; } }",
        "sample.v1.A.item", "looks like the entry of a map"
      ),
    ]
    try withCopy { copy in
      let file = copy.appending(path: "Tests/SampleProto/Schema/sample.proto")
      let original = try String(contentsOf: file, encoding: .utf8)
      for (declaration, place, reason) in cases {
        try (original + declaration).write(to: file, atomically: true, encoding: .utf8)
        let outcome = try Self.run([], in: copy)
        #expect(outcome.status != 0)
        #expect(outcome.output.contains(place), "\(outcome.output)")
        #expect(outcome.output.contains(reason), "\(outcome.output)")
      }
    }
  }
}

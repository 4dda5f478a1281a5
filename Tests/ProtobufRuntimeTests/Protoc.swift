import Foundation
import TestSupport

/// The reference implementation, as a second opinion.
enum Protoc {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  struct Failure: Error {
    var text: String
  }

  /// The text form of an encoded message.
  static func decode(_ bytes: [UInt8], as type: String) throws -> String {
    String(decoding: try run("--decode=\(type)", input: bytes), as: UTF8.self)
  }

  /// The encoding of a message in text form.
  static func encode(_ text: String, as type: String) throws -> [UInt8] {
    try run("--encode=\(type)", input: Array(text.utf8))
  }

  private static func run(_ mode: String, input: [UInt8]) throws -> [UInt8] {
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    let process = try ChildProcess(
      "/usr/bin/env",
      ["protoc", mode, "-I\(root.path)/Tests/SampleProto/Schema", "sample.proto"],
      input: .pipe(stdin), output: .pipe(stdout), errors: .pipe(stderr))
    try stdin.fileHandleForWriting.write(contentsOf: input)
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    let errors = try stderr.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      throw Failure(text: String(decoding: errors, as: UTF8.self))
    }
    return Array(output)
  }
}

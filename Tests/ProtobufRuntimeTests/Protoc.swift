import Foundation

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
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "protoc", mode, "-I\(root.path)/Tests/SampleProto/Schema", "sample.proto",
    ]
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
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

import Foundation
import TestSupport

/// `Python/interop.py` with the clients that `tools/setup-interop` has installed.
struct PythonClient {
  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let interpreter = folder.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: ".build/interop-venv/bin/python")

  /// Where they cannot be installed the tests are left out, but never in continuous integration.
  static var isExpected: Bool {
    ProcessInfo.processInfo.environment["CI"] == "true"
      || FileManager.default.isExecutableFile(atPath: interpreter.path)
  }

  private let process: ChildProcess
  private let output = Pipe()

  /// Starts one case of the script.
  init(_ name: String, _ server: InteropServer, files: [String] = []) throws {
    process = try ChildProcess(
      Self.interpreter.path,
      [Self.folder.appending(path: "Python/interop.py").path, name, server.target] + files,
      environment: ["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"],
      output: .pipe(output), errors: .pipe(output))
  }

  /// Returns when it has said a word.
  func started() async {
    let handle = output.fileHandleForReading
    await Self.blocking { _ = handle.availableData }
  }

  /// Returns when it has ended well.
  /// - Throws: ``Failed`` with all that it has said otherwise.
  func finish() async throws {
    let (handle, process) = (output.fileHandleForReading, process)
    let text = await Self.blocking {
      let data = handle.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self)
    }
    guard process.terminationStatus == 0, text.hasSuffix("ok\n") else {
      throw Failed(description: text)
    }
  }

  static func run(_ name: String, _ server: InteropServer, files: [String] = []) async throws {
    try await PythonClient(name, server, files: files).finish()
  }

  private static func blocking<Value: Sendable>(
    _ work: @escaping @Sendable () -> Value
  ) async -> Value {
    await withCheckedContinuation { waiter in
      Thread { waiter.resume(returning: work()) }.start()
    }
  }
}

public import Foundation

/// The built `windowstaff`, run as an operator runs it.
public enum Tool {
  public struct Outcome: Sendable {
    public let out: String
    public let note: String
    public let status: Int32
  }

  /// The tests' own folder of products.
  public static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  public static let goldenData = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Golden/data")

  /// `environment` replaces the caller's but for the path, so that nobody's settings decide a test.
  public static func run(
    _ arguments: String..., environment: [String: String] = [:]
  ) async throws -> Outcome {
    try await run(arguments, environment: environment)
  }

  public static func run(
    _ arguments: [String], environment: [String: String] = [:]
  ) async throws -> Outcome {
    try await run("windowstaff", arguments, environment)
  }

  /// Runs `windowstaffd` until it ends: for servers that cannot start.
  public static func run(daemon arguments: String...) async throws -> Outcome {
    try await run("windowstaffd", arguments, [:])
  }

  /// The same, of a list.
  public static func daemon(_ arguments: [String]) async throws -> Outcome {
    try await run("windowstaffd", arguments, [:])
  }

  private static func run(
    _ program: String, _ arguments: [String], _ environment: [String: String]
  ) async throws -> Outcome {
    try await run(folder.appending(path: program), arguments, environment)
  }

  /// Runs any program until it ends.
  public static func run(
    _ program: URL, _ arguments: [String], _ environment: [String: String]
  ) async throws -> Outcome {
    try await onOwnThread {
      let (out, note) = (Pipe(), Pipe())
      let process = try ChildProcess(
        program.path, arguments,
        environment: environment.merging(["PATH": "/usr/bin:/bin"]) { mine, _ in mine },
        output: .pipe(out), errors: .pipe(note))
      // Both pipes are read at once, so that neither fills up and stops the tool.
      let notes = Reading(note.fileHandleForReading)
      let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return Outcome(out: text, note: notes.text(), status: process.terminationStatus)
    }
  }

  /// A pipe that is read on a thread of its own.
  private final class Reading: @unchecked Sendable {
    private var data = Data()
    private let done = DispatchSemaphore(value: 0)

    init(_ handle: FileHandle) {
      Thread { [self] in
        data = handle.readDataToEndOfFile()
        done.signal()
      }.start()
    }

    func text() -> String {
      done.wait()
      return String(decoding: data, as: UTF8.self)
    }
  }
}

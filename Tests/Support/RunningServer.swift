public import Foundation

/// The built `windowstaffd`, on a Unix socket and a data folder of its own, both gone when it is.
public final class RunningServer: @unchecked Sendable {
  public struct NotReady: Error, CustomStringConvertible {
    public let description: String
  }

  public let folder: URL
  private var process: ChildProcess?

  public var address: String { "unix:\(folder.path)/s" }
  public var dataFolder: URL { folder.appending(path: "data") }

  /// What the server has logged since it was started last.
  public var log: String {
    (try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? ""
  }

  public init(arguments: [String] = [], environment: [String: String] = [:]) async throws {
    // A socket's path is at most 107 bytes, so the folder's is short.
    folder = URL(filePath: "/tmp/ws-\(UInt32.random(in: .min ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try await start(arguments: arguments, environment: environment)
  }

  deinit {
    kill()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Starts the server (again, on the same folder) and returns when it takes connections.
  public func start(
    arguments: [String] = [], environment: [String: String] = [:]
  ) async throws {
    let log = folder.appending(path: "log")
    try Data().write(to: log)
    let process = try ChildProcess(
      Tool.folder.appending(path: "windowstaffd").path,
      ["serve", "--data", dataFolder.path, "--listen", address] + arguments,
      environment: environment.merging(["PATH": "/usr/bin:/bin"]) { mine, _ in mine },
      errors: .handle(try FileHandle(forWritingTo: log)))
    self.process = process
    while !self.log.contains("listening") {
      guard process.isRunning else { throw NotReady(description: self.log) }
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  public var processID: Int32 { process?.processIdentifier ?? 0 }

  /// Ends the server as a power cut does.
  public func kill() {
    guard let process, process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Asks the server to stop, waits for it, and returns its exit status.
  @discardableResult
  public func stop() async throws -> Int32 {
    guard let process else { return 0 }
    if process.isRunning { process.terminate() }
    return try await onOwnThread { [self] in
      self.process?.waitUntilExit()
      return self.process?.terminationStatus ?? 0
    }
  }

  /// Runs the operators' tool against this server and county 420325.
  @discardableResult
  public func run(_ arguments: String...) async throws -> Tool.Outcome {
    try await run(arguments)
  }

  @discardableResult
  public func run(_ arguments: [String]) async throws -> Tool.Outcome {
    try await Tool.run(
      arguments,
      environment: ["WINDOWSTAFF_ADDRESS": address, "WINDOWSTAFF_COUNTY": "420325"])
  }

  /// A server with an empty county 420325.
  public static func withCounty(
    arguments: [String] = [], environment: [String: String] = [:]
  ) async throws -> RunningServer {
    let server = try await RunningServer(arguments: arguments, environment: environment)
    let outcome = try await server.run("county", "create", "420325", "--name", "房县")
    guard outcome.status == 0 else { throw NotReady(description: outcome.note) }
    return server
  }
}

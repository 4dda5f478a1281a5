internal import Glibc
public import Logging
internal import RPC
internal import Rules
public import Scoring
public import Store

/// What every service works with.
public struct ServiceContext: Sendable {
  public let folder: DataFolder
  /// Who may call what.
  public let access: AccessControl
  public let scorers: any ScorerHost
  /// UTC seconds now. Passed in, so that tests choose the time.
  public let now: @Sendable () -> Int64
  public let logger: Logger
  /// What the server logs, now.
  let logLevel: LogLevel
  /// What calls have come to.
  public let metrics = CallMetrics()
  /// What is written of each call, while it is on.
  let accessLog: AccessLog
  /// UTC seconds.
  let startTime: Int64
  /// Which scorers these are, to the byte.
  let scorerIdentities: [ScorerIdentity]
  /// The counties' plugins that this process has loaded.
  let registry: ScorerRegistry
  /// Threads of one job of reading or scoring.
  let threads: Int
  /// Threads for reading files and scoring, which would hold up others on the shared pool.
  let work: WorkPool

  /// - Parameters:
  ///   - scorerFolder: where the scorers' files lie.
  ///   - threads: of one job of reading or scoring; at least 1.
  /// - Throws: a `Problem` when a scorer's file cannot be read.
  public init(
    folder: DataFolder, access: AccessControl, scorers: any ScorerHost, scorerFolder: String,
    threads: Int, logger: Logger, logLevel: LogLevel, accessLog: AccessLog,
    now: @escaping @Sendable () -> Int64
  ) throws {
    self.folder = folder
    self.access = access
    self.scorers = scorers
    scorerIdentities = try scorers.scorers.map { try ScorerIdentity($0, folder: scorerFolder) }
    registry = ScorerRegistry(
      builtIn: scorers, files: ScorerFiles(dataFolder: folder.path))
    self.threads = threads
    self.logger = logger
    self.logLevel = logLevel
    self.accessLog = accessLog
    self.now = now
    work = WorkPool()
    startTime = now()
    // The folder is locked: whatever is spooled there is of a server that was killed.
    ImportSpool.removeLeftovers(in: folder.path)
  }

  /// Lets the threads go.
  public func close() async { await work.close() }

  /// The county that the call is for: the one that its metadata name, else its connection's.
  func county(of call: ServerCall) async throws -> CountyStore {
    guard let code = access.county(of: call) else { throw Problem.countyMissing }
    return try await folder.county(code)
  }
}

internal import Glibc
public import Logging
internal import RPC
internal import Rules
public import Scoring
public import Store

/// What every service works with.
public struct ServiceContext: Sendable {
  public let folder: DataFolder
  public let scorers: any ScorerHost
  /// UTC seconds now. Passed in, so that tests choose the time.
  public let now: @Sendable () -> Int64
  public let logger: Logger
  /// UTC seconds.
  let startTime: Int64
  /// Which scorers these are, to the byte.
  let scorerIdentities: [ScorerIdentity]
  /// Threads of one job of reading or scoring.
  let threads: Int
  /// Threads for reading files and scoring, which would hold up others on the shared pool.
  let work: WorkPool

  /// - Parameters:
  ///   - scorerFolder: where the scorers' files lie.
  ///   - threads: of one job of reading or scoring; at least 1.
  /// - Throws: a `Problem` when a scorer's file cannot be read.
  public init(
    folder: DataFolder, scorers: any ScorerHost, scorerFolder: String, threads: Int,
    logger: Logger, now: @escaping @Sendable () -> Int64
  ) throws {
    self.folder = folder
    self.scorers = scorers
    scorerIdentities = try scorers.scorers.map { try ScorerIdentity($0, folder: scorerFolder) }
    self.threads = threads
    self.logger = logger
    self.now = now
    work = WorkPool()
    startTime = now()
    // The folder is locked: whatever is spooled there is of a server that was killed.
    ImportSpool.removeLeftovers(in: folder.path)
  }

  /// Lets the threads go.
  public func close() async { await work.close() }

  /// The county that the call is for: the one that its metadata name.
  func county(of call: ServerCall) async throws -> CountyStore {
    guard let code = call.metadata["county"], !code.isEmpty else {
      throw Problem(
        .countyMissing, .invalid, zh: "请求没有说明是哪个县",
        en: "the call does not say which county it is for",
        remedy: Bilingual(
          zh: "用 --county 或环境变量 WINDOWSTAFF_COUNTY 给出县代码，程序调用时放在元数据 county 中",
          en: "give the county's code by --county or WINDOWSTAFF_COUNTY; programs send it as the "
            + "metadata entry county"),
        field: "county")
    }
    return try await folder.county(code)
  }
}

extension ServerCall {
  /// Who calls, for the audit.
  var actor: String {
    switch peer {
    case .unix(let uid): "uid:\(uid)"
    case .tcp(let address): "tcp:\(address)"
    case .tls(let address, let certificate):
      certificate.map { "certificate:\($0.fingerprint)" } ?? "tls:\(address)"
    case .memory: "memory"
    }
  }
}

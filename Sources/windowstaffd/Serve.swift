internal import ArgumentParser
internal import Glibc
internal import Logging
internal import RPC
internal import RPCHTTP2
internal import RPCTLS
internal import Rules
internal import Scoring
internal import Services
internal import Store

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a data folder until SIGTERM or SIGINT. 启动服务",
    discussion: """
      The folder is made when it is not there; one server at a time has it open. Every \
      address speaks ttrpc and gRPC. Plain TCP is taken on loopback addresses alone, unless \
      --insecure is said. On SIGHUP the certificates are read again. On SIGTERM or SIGINT the \
      server refuses new calls, answers those that it has received, and ends.
      """)

  @Option(help: ArgumentHelp("The data folder: one database a county.", valueName: "dir"))
  var data: String

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "unix:PATH, tcp:HOST:PORT or tls:HOST:PORT; may stand more than once.", valueName: "address"))
  var listen: [String]

  @OptionGroup var tls: TLSOptions

  @Flag(help: "Take plain TCP from other machines, in clear text.")
  var insecure = false

  @Option(
    help: ArgumentHelp(
      "The folder of the scorers (libscorer-*.so); else the program's own.", valueName: "dir"))
  var scorers: String?

  @Option(
    help: ArgumentHelp("Threads of one import or appraisal; else one a core.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Seconds for the answers under way when the server is told to stop.", valueName: "s"))
  var drainSeconds = 30

  @Option(
    help: ArgumentHelp(
      "trace, debug, info, notice, warning, error or critical.", valueName: "level"))
  var logLevel = "info"

  func validate() throws {
    guard !listen.isEmpty else {
      throw ValidationError("--listen is missing, e.g. unix:/run/ws.sock")
    }
    guard (1...256).contains(threads ?? 1) else { throw ValidationError("--threads takes 1…256") }
    guard (0...3600).contains(drainSeconds) else {
      throw ValidationError("--drain-seconds takes 0…3600")
    }
    guard Logger.Level(rawValue: logLevel) != nil else {
      throw ValidationError("--log-level does not know \(logLevel)")
    }
  }

  func run() async throws {
    let level = LogLevel(Logger.Level(rawValue: logLevel) ?? .info)
    let logger = makeLogger(level)
    raiseFileLimit()
    let addresses = try listen.map { text throws in try ListenAddress(parsing: text) }
    let security = try tls.security()
    let scorerFolder = try scorers ?? InProcessScorers.defaultFolder()
    let host = try InProcessScorers(folder: scorerFolder)
    let folder = try DataFolder.open(data)
    let clock: @Sendable () -> Int64 = { Int64(time(nil)) }
    let access = try await AccessControl.open(in: folder, now: clock, random: randomBytes)
    let context = try ServiceContext(
      folder: folder, access: access, scorers: host, scorerFolder: scorerFolder,
      threads: threads ?? coreCount(), logger: logger, logLevel: level, now: clock)
    try await serve(addresses, context, security, logger)
    await context.close()
    await access.close()
    await folder.close()
    logger.info("stopped")
  }

  private func serve(
    _ addresses: [ListenAddress], _ context: ServiceContext, _ security: ServerTLS?,
    _ logger: Logger
  ) async throws {
    let health = HealthState()
    let monitor = ServerMonitor()
    let table = try ServiceTable.make(
      context: context, health: health, statistics: { monitor.statistics })
    var configuration = ServerConfiguration()
    configuration.protocols = [GRPC()]
    configuration.security = security
    configuration.allowsRemoteTCP = insecure
    let server = Server(table: table, configuration: configuration, logger: logger)
    monitor.watch(server)
    // Before the sockets are there: whoever sees one may send a signal at once.
    let signals = Signals(reloads: security != nil)
    for address in try await server.start(on: addresses) {
      logger.info("listening", metadata: ["address": "\(address)"])
      if case .tcp = address, !address.isLocal {
        logger.warning(
          "other machines reach this address in clear text", metadata: ["address": "\(address)"])
      }
    }
    let name = await signals.untilStop { reload(security, logger) }
    logger.info("draining", metadata: ["signal": "\(name)"])
    health.stopServing()
    await server.drain(within: .seconds(drainSeconds))
  }

  private func reload(_ security: ServerTLS?, _ logger: Logger) {
    do {
      try security?.reload()
      logger.info("certificates read again")
    } catch {
      logger.error("the certificates in use stay: \(error)")
    }
  }

  private func makeLogger(_ level: LogLevel) -> Logger {
    LoggingSystem.bootstrap { label in
      LevelledLogHandler(StreamLogHandler.standardError(label: label), level: level)
    }
    return Logger(label: "windowstaffd")
  }

  /// A connection is a file, a county some ten: the usual soft limit of 1024 is soon reached.
  private func raiseFileLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    // Where it is not allowed the server runs with what it has.
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  private func coreCount() -> Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

/// Bytes of the system's generator.
@Sendable private func randomBytes(_ count: Int) -> [UInt8] {
  var generator = SystemRandomNumberGenerator()
  return (0..<count).map { _ in generator.next() }
}

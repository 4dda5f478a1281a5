internal import ArgumentParser
internal import Glibc
internal import Logging
internal import RPC
internal import Rules
internal import Scoring
internal import Services
internal import Store

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a data folder until SIGTERM or SIGINT. 启动服务",
    discussion: """
      The folder is made when it is not there; one server at a time has it open. Plain TCP is \
      taken on loopback addresses alone. On SIGTERM or SIGINT the server refuses new calls, \
      answers those that it has received, and ends.
      """)

  @Option(help: ArgumentHelp("The data folder: one database a county.", valueName: "dir"))
  var data: String

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "unix:PATH or tcp:HOST:PORT; may stand more than once.", valueName: "address"))
  var listen: [String]

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
    let logger = makeLogger()
    raiseFileLimit()
    let addresses = try listen.map { text throws in try ListenAddress(parsing: text) }
    let scorerFolder = try scorers ?? InProcessScorers.defaultFolder()
    let host = try InProcessScorers(folder: scorerFolder)
    let folder = try DataFolder.open(data)
    let context = try ServiceContext(
      folder: folder, scorers: host, scorerFolder: scorerFolder, threads: threads ?? coreCount(),
      logger: logger, now: { Int64(time(nil)) })
    try await serve(addresses, context, logger)
    await context.close()
    await folder.close()
    logger.info("stopped")
  }

  private func serve(
    _ addresses: [ListenAddress], _ context: ServiceContext, _ logger: Logger
  ) async throws {
    let health = HealthState()
    let monitor = ServerMonitor()
    let table = ServiceTable.make(
      context: context, health: health, statistics: { monitor.statistics })
    let server = Server(table: table, logger: logger)
    monitor.watch(server)
    // Before the sockets are there: whoever sees one may send a signal at once.
    let signals = StopSignals()
    for address in try await server.start(on: addresses) {
      logger.info("listening", metadata: ["address": "\(address)"])
    }
    let name = await signals.next()
    logger.info("draining", metadata: ["signal": "\(name)"])
    health.stopServing()
    await server.drain(within: .seconds(drainSeconds))
  }

  private func makeLogger() -> Logger {
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    var logger = Logger(label: "windowstaffd")
    logger.logLevel = Logger.Level(rawValue: logLevel) ?? .info
    return logger
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

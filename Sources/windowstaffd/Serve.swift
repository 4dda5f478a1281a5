internal import ArgumentParser
internal import Glibc
internal import Logging
internal import RPC
internal import RPCHTTP2
internal import RPCTLS
internal import Rules
internal import Services
internal import Store

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a data folder until SIGTERM or SIGINT. 启动服务",
    discussion: """
      The folder is made when it is not there; one server at a time has it open. Every \
      address speaks ttrpc and gRPC. Plain TCP is taken on loopback addresses alone, unless \
      --insecure is said. On SIGHUP the certificates are read and the access log is opened again. \
      On SIGTERM or SIGINT the server refuses new calls, answers those that it has received, and \
      ends.
      """)

  @OptionGroup var options: ServeOptions

  func run() async throws {
    let level = LogLevel(Logger.Level(rawValue: options.observation.logLevel) ?? .info)
    let logger = options.observation.makeLogger(level)
    raiseFileLimit()
    let plan = try ServePlan(options)
    let accessLog = try options.observation.makeAccessLog(logger)
    let folder = try DataFolder.open(options.data)
    let clock: @Sendable () -> Int64 = { Int64(time(nil)) }
    let access = try await AccessControl.open(in: folder, now: clock, random: randomBytes)
    let context = try ServiceContext(
      folder: folder, access: access, scorers: plan.scorers, scorerFolder: plan.scorerFolder,
      threads: options.threads ?? coreCount(), logger: logger, logLevel: level,
      accessLog: accessLog, now: clock)
    try await serve(plan, context, accessLog, logger)
    await context.close()
    await access.close()
    await folder.close()
    await accessLog.close()
    logger.info("stopped")
  }

  private func serve(
    _ plan: ServePlan, _ context: ServiceContext, _ accessLog: AccessLog, _ logger: Logger
  ) async throws {
    let health = HealthState()
    let monitor = ServerMonitor()
    let table = try ServiceTable.make(
      context: context, health: health, statistics: { monitor.statistics })
    let server = Server(table: table, configuration: configuration(plan, accessLog), logger: logger)
    monitor.watch(server)
    // Before the sockets are there: whoever sees one may send a signal at once.
    let reloads = plan.security != nil || options.observation.logsToFile
    let signals = Signals(reloads: reloads)
    let page = MetricsPage(
      context: context, health: health, statistics: { monitor.statistics })
    let metrics = try await openMetrics(plan, page, logger)
    do {
      announce(try await server.start(on: plan.addresses), plan, logger)
    } catch {
      await metrics?.close()
      throw error
    }
    let name = await signals.untilStop {
      reload(plan.security, logger)
      if options.observation.logsToFile { accessLog.reopen() }
    }
    logger.info("draining", metadata: ["signal": "\(name)"])
    health.stopServing()
    await server.drain(within: .seconds(options.drainSeconds))
    await metrics?.close()
  }

  private func configuration(_ plan: ServePlan, _ accessLog: AccessLog) -> ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.protocols = [GRPC()]
    configuration.security = plan.security
    configuration.allowsRemoteTCP = options.insecure
    configuration.socketAccess = plan.socketAccess
    configuration.limits = options.limits.limits
    configuration.onRefusal = { accessLog.add(refused: $0) }
    return configuration
  }

  private func openMetrics(
    _ plan: ServePlan, _ page: MetricsPage, _ logger: Logger
  ) async throws -> MetricsListener? {
    guard let address = plan.metrics else { return nil }
    let listener = try await MetricsListener.open(address, page)
    logger.info("metrics page", metadata: ["url": "http://\(listener.address)/metrics"])
    return listener
  }

  private func announce(_ addresses: [ListenAddress], _ plan: ServePlan, _ logger: Logger) {
    if options.insecure {
      logger.warning("--insecure: other machines may connect in clear text")
    }
    if plan.socketAccess.mode & 0o002 != 0 {
      logger.warning("every user of this machine may connect to the Unix sockets")
    }
    for address in addresses {
      logger.info("listening", metadata: ["address": "\(address)"])
      if case .tcp = address, !address.isLocal {
        logger.warning(
          "other machines reach this address in clear text", metadata: ["address": "\(address)"])
      }
    }
  }

  private func reload(_ security: ServerTLS?, _ logger: Logger) {
    guard let security else { return }
    do {
      try security.reload()
      logger.info("certificates read again")
    } catch {
      logger.error("the certificates in use stay: \(error)")
    }
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

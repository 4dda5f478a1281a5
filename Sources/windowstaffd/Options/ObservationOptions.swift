internal import ArgumentParser
internal import Glibc
internal import Logging
internal import RPC
internal import Rules
internal import Services

/// What the server tells of itself while it runs.
struct ObservationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "trace, debug, info, notice, warning, error or critical.", valueName: "level"))
  var logLevel = "info"

  @Option(help: ArgumentHelp("How the log on stderr looks: text or json.", valueName: "format"))
  var logFormat = "text"

  @Option(
    help: ArgumentHelp(
      """
      One line of JSON for each finished call, into this file (opened again on SIGHUP), - \
      (stdout) or stderr; else none until it is switched on.
      """, valueName: "file"))
  var accessLog: String?

  @Option(
    help: ArgumentHelp(
      "Answer GET /metrics (Prometheus), /livez and /readyz there: HOST:PORT of this machine.",
      valueName: "address"))
  var metrics: String?

  func validate() throws {
    guard Logger.Level(rawValue: logLevel) != nil else {
      throw ValidationError("--log-level does not know \(logLevel)")
    }
    guard LogFormat(rawValue: logFormat) != nil else {
      throw ValidationError("--log-format takes text or json")
    }
  }

  /// Makes the process's logger; once.
  func makeLogger(_ level: LogLevel) -> Logger {
    let format = LogFormat(rawValue: logFormat) ?? .text
    LoggingSystem.bootstrap { _ in
      LevelledLogHandler(
        ServerLogHandler(format, to: STDERR_FILENO, now: microseconds), level: level)
    }
    return Logger(label: "windowstaffd")
  }

  /// - Throws: a `Problem`: `access_log_unwritable`.
  func makeAccessLog(_ logger: Logger) throws -> AccessLog {
    try AccessLog(
      accessLog.map { AccessLogTarget($0) } ?? .stderr, isOn: accessLog != nil, logger: logger,
      now: microseconds)
  }

  /// Whether the access log is a file, which somebody may move away.
  var logsToFile: Bool {
    if case .file = accessLog.map({ AccessLogTarget($0) }) { true } else { false }
  }

  /// - Throws: a `Problem`: `metrics_not_local`, since the page needs no credential;
  ///   `invalid_address`.
  func metricsAddress(insecure: Bool) throws -> ListenAddress? {
    guard let metrics else { return nil }
    let address: ListenAddress
    do {
      address = try ListenAddress(parsing: "tcp:" + metrics)
    } catch {
      throw Problem(
        .invalidAddress, .invalid, zh: "不是 主机:端口：\(metrics)",
        en: "not HOST:PORT: \(metrics)",
        remedy: Bilingual(zh: "如 127.0.0.1:9420", en: "such as 127.0.0.1:9420"), field: "--metrics")
    }
    guard address.isLocal || insecure else {
      throw Problem(
        .metricsNotLocal, .invalid,
        zh: "其他机器可以连到 \(metrics)，而指标页不问身份、不加密",
        en: "\(metrics) can be reached from other machines, and the page asks nobody who they are",
        remedy: Bilingual(
          zh: "请用 127.0.0.1:端口，或明确给出 --insecure",
          en: "use 127.0.0.1:PORT, or say --insecure on purpose"), field: "--metrics")
    }
    return address
  }
}

/// Microseconds since 1970-01-01 00:00:00 UTC.
@Sendable private func microseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
}

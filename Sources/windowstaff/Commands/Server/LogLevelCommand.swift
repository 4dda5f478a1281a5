import ArgumentParser
import WindowStaffProto

struct LogLevelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log-level", abstract: "What the server logs; with a level, from now on. 日志级别",
    discussion: "The level holds until the server stops; --log-level is where it begins.")

  @Argument(
    help: ArgumentHelp(
      "trace, debug, info, notice, warning, error or critical.", valueName: "level"))
  var level: String?
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    guard let level else {
      let logging = try await connection.logging()
      return try output.show(logging)
    }
    let response = try await connection.withSession { session in
      try await OperationsServiceClient(session.client)
        .setLogLevel(SetLogLevelRequest(level: level), options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    Console.out(
      output.say(
        "日志级别 \(response.previousLevel) → \(level)\n",
        "log level \(response.previousLevel) → \(level)\n"))
  }
}

extension ConnectionOptions {
  func logging() async throws -> GetLoggingResponse {
    try await withSession { session in
      try await OperationsServiceClient(session.client)
        .getLogging(GetLoggingRequest(), options: session.options)
    }
  }
}

extension OutputOptions {
  func show(_ logging: GetLoggingResponse) throws {
    if json { return try Console.out(json: logging) }
    let state = logging.accessLog ? say("已开启", "on") : say("未开启", "off")
    let file = logging.accessLogFile
    Console.out(
      say(
        "日志级别 \(logging.level)；访问日志\(state)（\(file)），丢失 \(logging.accessLogDropped) 条\n",
        "log level \(logging.level); access log \(state) (\(file)), "
          + "\(logging.accessLogDropped) entries lost\n"))
  }
}

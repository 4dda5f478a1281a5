import ArgumentParser
import WindowStaffProto

struct AccessLogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access-log",
    abstract: "Whether the server writes down each call; with on or off, from now on. 访问日志",
    discussion: """
      It is written where --access-log of the server says, else to the server's stderr. It tells \
      who called what and how it ended, and nothing of what requests and answers hold.
      """)

  enum Switch: String, CaseIterable, ExpressibleByArgument {
    case on, off
  }

  @Argument(help: ArgumentHelp("on or off.", valueName: "state"))
  var state: Switch?
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    if let state {
      let response = try await connection.withSession { session in
        try await OperationsServiceClient(session.client)
          .setAccessLog(SetAccessLogRequest(on: state == .on), options: session.options)
      }
      if output.json { return try Console.out(json: response) }
    }
    try output.show(try await connection.logging())
  }
}

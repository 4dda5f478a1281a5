import ArgumentParser
import Rules
import WindowStaffProto

struct VersionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "This tool's version; with --server, the server's too. 版本")

  @Flag(help: "Ask the server as well.")
  var server = false
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    guard server else {
      Console.out(
        output.json
          ? JSONValue.object([("version", .string(ProductVersion.text))]).text() + "\n"
          : "windowstaff \(ProductVersion.text)\n")
      return
    }
    let version = try await connection.withSession { session in
      try await OperationsServiceClient(session.client)
        .getVersion(GetVersionRequest(), options: session.options)
    }
    if output.json { return try Console.out(json: version) }
    Console.out(
      """
      windowstaff \(ProductVersion.text)
      windowstaffd \(version.version) (\(version.api), scorer ABI \(version.scorerAbi), \
      schema \(version.schemaVersion))

      """)
  }
}

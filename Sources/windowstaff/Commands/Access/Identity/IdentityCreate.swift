import ArgumentParser
import WindowStaffProto

struct IdentityCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Makes an identity without any role. 新建",
    discussion: "It is never deleted, and its id is never used again.")

  @Argument(help: "Its id: 1 to 64 of a-z 0-9 . _ -, e.g. zhang.wei.")
  var identity: String
  @Option(help: "The person's or the system's name.")
  var name: String
  @Flag(help: "It is a system, not a person.")
  var system = false
  @Option(help: ArgumentHelp("A clerk's staff number.", valueName: "number"))
  var staffNo = ""
  @Option(
    help: ArgumentHelp(
      "The county whose administrators manage it; else the server's alone.", valueName: "code"))
  var home = ""
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = CreateIdentityRequest(
      identityId: identity, kind: system ? .system : .person, name: name, staffNo: staffNo,
      homeCountyCode: home, requestId: RequestID.make())
    let response = try await connection.withSession { session in
      try await AccessServiceClient(session.client)
        .createIdentity(request, options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    Console.out(IdentityTable(output: output).text(response.identity.map { [$0] } ?? []))
  }
}

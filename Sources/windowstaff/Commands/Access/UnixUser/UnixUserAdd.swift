import ArgumentParser
import WindowStaffProto

struct UnixUserAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Knows a user of the server's machine as the identity. 登记",
    discussion: """
      The user must be able to open the socket, too: see --socket-mode and --socket-group of \
      `windowstaffd serve`.
      """)

  @Argument(help: "Whose user.")
  var identity: String
  @OptionGroup var user: UnixUserArgument
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = RegisterUnixUserRequest(
      identityId: identity, uid: try user.uid(), requestId: RequestID.make())
    let response = try await connection.withSession { session in
      try await AccessServiceClient(session.client)
        .registerUnixUser(request, options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    Console.out(CredentialTable(output: output).text(response.credentials))
  }
}

import ArgumentParser
import WindowStaffProto

struct IdentityDisable: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable",
    abstract: "Refuses every call of an identity from now on. 停用",
    discussion: "Its open connections are refused too.")

  @Argument(help: "Its id.")
  var identity: String
  @Flag(help: "Take it back: the identity may call again.")
  var undo = false
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = DisableIdentityRequest(
      identityId: identity, enable: undo, requestId: RequestID.make())
    let response = try await connection.withSession { session in
      try await AccessServiceClient(session.client)
        .disableIdentity(request, options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    Console.out(IdentityTable(output: output).text(response.identity.map { [$0] } ?? []))
  }
}

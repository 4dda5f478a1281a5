import ArgumentParser
import WindowStaffProto

struct UnixUserRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Forgets a user of the server's machine, at once. 注销")

  @Argument(help: "Whose user.")
  var identity: String
  @OptionGroup var user: UnixUserArgument
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let credential = Credential(kind: .unixUid(try user.uid()))
    let response = try await connection.remove(credential, of: identity)
    if output.json { return try Console.out(json: response) }
    Console.out(CredentialTable(output: output).text(response.credentials))
  }
}

import ArgumentParser
import WindowStaffProto

struct AccessRevokeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Takes a role away again, at once. 收回角色",
    discussion: "The scope is given as it was granted.")

  @OptionGroup var grant: GrantOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = RevokeRoleRequest(
      identityId: grant.identity, grant: try grant.grant(county: connection.resolvedCounty),
      requestId: RequestID.make())
    let response = try await connection.withSession { session in
      try await AccessServiceClient(session.client)
        .revokeRole(request, options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    Console.out(GrantTable(output: output).text(response.grants))
  }
}

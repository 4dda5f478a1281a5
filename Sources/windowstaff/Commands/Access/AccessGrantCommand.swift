import ArgumentParser
import WindowStaffProto

struct AccessGrantCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant", abstract: "Gives an identity a role. 授予角色",
    discussion: """
      clerk reaches its own records; window_lead, unit_lead and center_… take --window, --unit and \
      --center; inspector may take --center; the others reach the whole county.
      """)

  @OptionGroup var grant: GrantOptions
  @Option(
    name: .customLong("method"), parsing: .singleValue,
    help: ArgumentHelp(
      "With integrator: a method that it may call; may stand more than once.", valueName: "method"))
  var methods: [String] = []
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = GrantRoleRequest(
      identityId: grant.identity,
      grant: try grant.grant(county: connection.resolvedCounty, methods: methods),
      requestId: RequestID.make())
    let response = try await connection.withSession { session in
      try await AccessServiceClient(session.client)
        .grantRole(request, options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    Console.out(GrantTable(output: output).text(response.grants))
  }
}

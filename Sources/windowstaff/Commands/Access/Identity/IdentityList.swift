import ArgumentParser
import WindowStaffProto

struct IdentityList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The identities that the caller may manage. 一览")

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let identities = try await connection.withSession { session in
      let client = AccessServiceClient(session.client)
      var identities: [Identity] = []
      var request = ListIdentitiesRequest(pageSize: Page.size)
      repeat {
        let page = try await client.listIdentities(request, options: session.options)
        identities += page.identities
        request.pageToken = page.nextPageToken
      } while !request.pageToken.isEmpty
      return identities
    }
    if output.json { return try Console.out(json: ListIdentitiesResponse(identities: identities)) }
    Console.out(IdentityTable(output: output).text(identities))
  }
}

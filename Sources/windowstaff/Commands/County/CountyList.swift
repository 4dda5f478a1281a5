import ArgumentParser
import Rules
import WindowStaffProto

struct CountyList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "All counties of the server. 一览")

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let counties = try await connection.withSession { session in
      let client = CountyServiceClient(session.client)
      var counties: [County] = []
      var request = ListCountiesRequest(pageSize: Page.size)
      repeat {
        let page = try await client.listCounties(request, options: session.options)
        counties += page.counties
        request.pageToken = page.nextPageToken
      } while !request.pageToken.isEmpty
      return counties
    }
    if output.json { return try Console.out(json: ListCountiesResponse(counties: counties)) }
    var table = Table([
      .init(output.say("代码", "code")), .init(output.say("名称", "name")),
      .init(output.say("建立时间", "created")),
    ])
    for county in counties {
      let created = LocalTime(utcSeconds: county.createTime)
      table.append([county.code, county.name, created.description])
    }
    Console.out(table.text())
  }
}

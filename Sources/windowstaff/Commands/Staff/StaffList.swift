import ArgumentParser
import WindowStaffProto

struct StaffList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Clerks that fit every filter. 一览")

  @Option(help: ArgumentHelp("Only of this centre.", valueName: "code"))
  var center = ""
  @Option(help: ArgumentHelp("Only of this sending unit.", valueName: "code"))
  var unit = ""
  @Option(help: ArgumentHelp("Only at this window.", valueName: "code"))
  var window = ""
  @Option(help: ArgumentHelp("Only who is at a window on this day.", valueName: "YYYY-MM-DD"))
  var activeOn = ""
  @Option(help: "Only whose number or name has this in it.")
  var text = ""
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let filter = ListStaffRequest(
      pageSize: Page.size, centerCode: center, unitCode: unit, windowCode: window,
      activeOn: activeOn, text: text)
    let staff = try await connection.withSession { session in
      let client = StaffServiceClient(session.client)
      var staff: [Staff] = []
      var request = filter
      repeat {
        let page = try await client.listStaff(request, options: session.options)
        staff += page.staff
        request.pageToken = page.nextPageToken
      } while !request.pageToken.isEmpty
      return staff
    }
    if output.json {
      return try Console.out(
        json: ListStaffResponse(staff: staff, totalSize: Int64(staff.count)))
    }
    Console.out(StaffTable(output: output).text(staff))
  }
}

import ArgumentParser
import WindowStaffProto

struct StaffGet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "One clerk by number. 查询一人")

  @Argument(help: "The staff number.")
  var staffNo: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = GetStaffRequest(staffNo: staffNo)
    let response = try await connection.withSession { session in
      try await StaffServiceClient(session.client).getStaff(request, options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    guard let staff = response.staff else { return }
    Console.out(StaffTable(output: output).text([staff]))
  }
}

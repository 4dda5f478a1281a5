import ArgumentParser
import WindowStaffProto

struct CountyCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Creates a county with an empty database. 新建")

  @Argument(help: "The six-digit code of GB/T 2260, e.g. 420325.")
  var code: String
  @Option(help: "Its name, e.g. 房县.")
  var name: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = CreateCountyRequest(code: code, name: name, requestId: RequestID.make())
    let response = try await connection.withSession { session in
      try await CountyServiceClient(session.client)
        .createCounty(request, options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    let county = response.county ?? County(code: code, name: name)
    Console.out(output.say("已新建 ", "created ") + "\(county.code) \(county.name)\n")
  }
}

import ArgumentParser
import Records
import Rules
import WindowStaffProto

struct PolicyGet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Every value of a version, or of what holds in a month. 参数值",
    discussion: "Without options: what holds this month. --csv writes a policy.csv.")

  @Option(help: ArgumentHelp("The version's number.", valueName: "number"))
  var version: Int32?
  @Option(help: "What holds in this month, YYYY-MM.")
  var month: YearMonth?
  @Flag(help: "As a policy.csv.")
  var csv = false
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func validate() throws {
    if version != nil, month != nil {
      throw ValidationError(
        zh: "--version 和 --month 只能给一个", en: "give either --version or --month")
    }
  }

  func run() async throws {
    var request = GetPolicyRequest()
    if let version { request.which = .version(version) }
    if let month { request.which = .month(month.description) }
    let message = request
    let answer = try await connection.withSession { session in
      try await CountyServiceClient(session.client)
        .getPolicy(message, options: session.options)
    }
    if output.json { return try Console.out(json: answer) }
    let values = answer.policy?.values ?? []
    if csv {
      var file = CSVOutput()
      file.line(["name", "value"])
      for value in values { file.line([value.name, value.value]) }
      return Console.out(file.bytes)
    }
    var table = Table([
      .init(output.say("参数", "parameter")), .init(output.say("值", "value"), .right),
    ])
    for value in values { table.append([value.name, value.value]) }
    Console.out(table.text())
  }
}

import ArgumentParser
import RPC
import Rules
import WindowStaffProto

struct AppraisalExplain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Every point that a clerk lost: arithmetic, clause, records. 逐分说明")

  @Argument(help: "The staff number.")
  var staffNo: String
  @Option(help: "The month, YYYY-MM.")
  var month: YearMonth
  @OptionGroup var form: ExplanationOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let request = ExplainResultRequest(staffNo: staffNo, month: month.description)
    let response = try await connection.withSession { session in
      try await AppraisalServiceClient(session.client)
        .explainResult(request, options: session.options)
    }
    guard let explanation = response.explanation else {
      throw RPCStatus(.internal, "the answer holds no explanation")
    }
    try form.deliver(ExplanationView(explanation), output)
  }
}

import ArgumentParser
import ProtobufRPC
import Rules
import WindowStaffProto

struct AppraisalResults: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results", abstract: "A month's or a year's ranking and grades. 考核结果",
    discussion: ResultOptions.discussion)

  @OptionGroup var period: PeriodOptions
  @Option(help: ArgumentHelp("Only of this centre.", valueName: "code"))
  var center = ""
  @OptionGroup var results: ResultOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    if let month = period.month {
      let presentation = MonthPresentation(
        month: month.description, rows: try await rows(ofMonth: month))
      try results.deliver(
        output, csv: { presentation.csv() }, json: { presentation.json() },
        text: { presentation.table(output) })
    } else if let year = period.year {
      let presentation = YearPresentation(year: year, rows: try await rows(ofYear: year))
      try results.deliver(
        output, csv: { presentation.csv() }, json: { presentation.json() },
        text: { presentation.table(output) })
    }
  }

  private func rows(ofMonth month: YearMonth) async throws -> [MonthRow] {
    let request = ListResultsRequest(month: month.description, centerCode: center)
    return try await connection.withSession { session in
      try await session.client.retrying(
        AppraisalServiceMethods.streamResults, first: request, options: session.options
      ) { caller, options in
        var rows: [MonthRow] = []
        let responses = try await AppraisalServiceClient(caller)
          .streamResults(request, options: options)
        for try await response in responses { rows += response.results.map { MonthRow($0) } }
        return rows
      }
    }
  }

  private func rows(ofYear year: Int) async throws -> [YearRow] {
    let request = StreamYearResultsRequest(year: Int32(year), centerCode: center)
    return try await connection.withSession { session in
      try await session.client.retrying(
        AppraisalServiceMethods.streamYearResults, first: request, options: session.options
      ) { caller, options in
        var rows: [YearRow] = []
        let responses = try await AppraisalServiceClient(caller)
          .streamYearResults(request, options: options)
        for try await response in responses { rows += response.results.map { YearRow($0) } }
        return rows
      }
    }
  }
}

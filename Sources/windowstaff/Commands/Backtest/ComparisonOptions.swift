import ArgumentParser
import Rules
import Scoring

/// Where a comparison goes, and in which form.
struct ComparisonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write everybody who changes (CSV) here.", valueName: "FILE"))
  var csv: String?
  @Option(help: ArgumentHelp("Write a page with the distribution here.", valueName: "FILE"))
  var html: String?
  @Option(help: ArgumentHelp("Write the distribution alone (SVG) here.", valueName: "FILE"))
  var svg: String?

  func deliver(_ months: [MonthComparison], subject: String, _ output: OutputOptions) throws {
    let report = ComparisonReport(months: months, subject: subject, output: output)
    if let csv { try OutputFile.write(ComparisonData(months: months).csv(), to: csv) }
    if let html { try OutputFile.write(Array(report.html().utf8), to: html) }
    if let svg { try OutputFile.write(Array(report.plot().svg().utf8), to: svg) }
    if output.json {
      Console.out(ComparisonData(months: months).json().text() + "\n")
    } else if csv == nil, html == nil, svg == nil {
      Console.out(ComparisonText(months: months, output: output).text())
    }
  }
}

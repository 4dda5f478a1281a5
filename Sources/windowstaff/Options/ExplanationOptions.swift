import ArgumentParser

/// In which form an explanation is given.
struct ExplanationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write an explanation as a printable page here.", valueName: "FILE"))
  var html: String?

  func deliver(_ view: ExplanationView, _ output: OutputOptions) throws {
    if let html {
      let slip = ExplanationSlip(view: view, output: output).html()
      try OutputFile.write(Array(slip.utf8), to: html)
    }
    if output.json {
      Console.out(view.json.text() + "\n")
    } else if html == nil {
      Console.out(ExplanationText(view: view, output: output).text())
    }
  }
}

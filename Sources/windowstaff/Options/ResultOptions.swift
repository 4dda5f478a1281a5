import ArgumentParser

/// Where results go, and in which form.
struct ResultOptions: ParsableArguments {
  static let discussion = """
    On a terminal the ranking is a table; elsewhere stdout gets the results file (CSV), the same \
    bytes online and offline.
    """

  @Option(help: ArgumentHelp("Write the results file (CSV) here.", valueName: "FILE"))
  var out: String?
  @Flag(help: "The ranking as a table, also where stdout is no terminal.")
  var table = false

  /// Names are needed, not only numbers.
  func isForPeople(_ output: OutputOptions) -> Bool {
    out == nil && (table || output.json || Console.outIsTerminal)
  }

  func deliver(
    _ output: OutputOptions, csv: () -> [UInt8], json: () -> JSONValue, text: () -> String
  ) throws {
    if let out {
      try OutputFile.write(csv(), to: out)
    } else if output.json {
      Console.out(json().text() + "\n")
    } else if isForPeople(output) {
      Console.out(text())
    } else {
      Console.out(csv())
    }
  }
}

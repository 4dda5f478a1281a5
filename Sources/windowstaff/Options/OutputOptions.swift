import ArgumentParser
import Rules

/// How answers look. Accepted by every command, and before it.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Language of tables and messages: zh or en.", valueName: "zh|en"))
  var lang: Language = .zh
  @Flag(help: "Answers as JSON.")
  var json = false
  @Flag(help: "No colours (also by NO_COLOR, and wherever the output is no terminal).")
  var noColor = false

  /// The sentence in the chosen language.
  func say(_ zh: String, _ en: String) -> String { Bilingual(zh: zh, en: en)[lang] }

  var style: Style { Style(noColor: noColor, isTerminal: Console.outIsTerminal) }

  var problemText: ProblemText {
    ProblemText(
      language: lang, style: Style(noColor: noColor, isTerminal: Console.noteIsTerminal))
  }
}

extension OutputOptions {
  /// What can be read of a command line that may be wrong elsewhere.
  static func read(_ arguments: [String]) -> OutputOptions {
    var options = OutputOptions()
    options.lang = .zh
    options.json = arguments.contains("--json")
    options.noColor = arguments.contains("--no-color")
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang=en" { options.lang = .en }
      if argument == "--lang", arguments.dropFirst(index + 1).first == "en" { options.lang = .en }
    }
    return options
  }
}

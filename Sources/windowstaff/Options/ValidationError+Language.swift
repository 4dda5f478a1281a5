import ArgumentParser
import Rules

extension ValidationError {
  /// What is wrong with the command line, in the language that it asks for.
  init(zh: String, en: String) {
    self.init(OutputOptions.read(CommandLine.arguments).say(zh, en))
  }
}

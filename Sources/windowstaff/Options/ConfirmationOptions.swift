import ArgumentParser
import Glibc

/// Asks before what cannot be undone.
struct ConfirmationOptions: ParsableArguments {
  @Flag(name: [.short, .long], help: "Do not ask; needed where nobody can answer.")
  var yes = false

  /// - Throws: `ValidationError` where there is nobody to ask, `CancellationError` when the answer
  ///   is no.
  func confirm(_ question: String, _ output: OutputOptions) throws {
    if yes { return }
    guard isatty(STDIN_FILENO) == 1 else {
      throw ValidationError(
        output.say("此操作不可撤回，请加 --yes：\(question)", "this cannot be undone, add --yes: \(question)"))
    }
    Console.note(question + output.say("？[y/N] ", "? [y/N] "))
    guard let answer = readLine()?.lowercased(), ["y", "yes", "是"].contains(answer) else {
      throw CancellationError()
    }
  }
}

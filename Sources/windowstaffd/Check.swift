internal import ArgumentParser
internal import Glibc
internal import Scoring

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at the options of `serve` without serving. 检查启动参数",
    discussion: """
      Takes the options of `serve`: reads the certificates, loads the scorers, checks the \
      addresses. It opens no data folder and no socket. Ends with 0 when a server could begin so.
      """)

  @OptionGroup var options: ServeOptions

  func run() async throws {
    let plan = try ServePlan(options)
    let addresses = plan.addresses.map { "\($0)" }.joined(separator: " ")
    let text =
      "启动参数无误 / options are fine: \(addresses); \(plan.scorers.scorers.count) scorers\n"
    _ = text.withCString { write(STDOUT_FILENO, $0, strlen($0)) }
  }
}

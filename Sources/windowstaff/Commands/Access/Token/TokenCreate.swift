import ArgumentParser
import Rules
import WindowStaffProto

struct TokenCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Makes a token and shows it, this once. 发放",
    discussion: "The token alone goes to stdout; give it as WINDOWSTAFF_TOKEN or --token.")

  @Argument(help: "Whose token.")
  var identity: String
  @Option(help: "What it is for.")
  var label = ""
  @Option(help: ArgumentHelp("How long it is valid: 1 to 400 days.", valueName: "days"))
  var days: Int64 = 90
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func validate() throws {
    guard Self.daysAllowed.contains(days) else {
      throw ValidationError(zh: "--days 应为 1 至 400", en: "--days takes 1 to 400")
    }
  }

  /// What the server takes.
  private static let daysAllowed: ClosedRange<Int64> = 1...400

  func run() async throws {
    let request = CreateTokenRequest(
      identityId: identity, label: label, lifetimeSeconds: days * LocalTime.secondsPerDay,
      requestId: RequestID.make())
    let response = try await connection.withSession { session in
      try await AccessServiceClient(session.connection)
        .createToken(request, options: session.options)
    }
    if output.json { return try Console.out(json: response) }
    let token = response.token ?? Token()
    let expires = LocalTime(utcSeconds: token.expireTime)
    Console.out(response.secret + "\n")
    Console.note(
      output.say(
        "令牌只显示这一次，请妥善保存。编号 \(token.tokenId)，有效期至 \(expires)\n",
        "The token is shown this once: keep it safe. Its id is \(token.tokenId); "
          + "it expires at \(expires)\n"))
  }
}

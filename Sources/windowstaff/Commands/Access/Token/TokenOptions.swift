import ArgumentParser
import Rules
import WindowStaffProto

/// What a new token is for, and how long it is valid.
struct TokenOptions: ParsableArguments {
  @Option(help: "What it is for.")
  var label = ""
  @Option(help: ArgumentHelp("How long it is valid: 1 to 400 days.", valueName: "days"))
  var days: Int64 = 90

  func validate() throws {
    guard Self.daysAllowed.contains(days) else {
      throw ValidationError(zh: "--days 应为 1 至 400", en: "--days takes 1 to 400")
    }
  }

  /// What the server takes.
  private static let daysAllowed: ClosedRange<Int64> = 1...400
}

extension ConnectionOptions {
  func createToken(
    _ options: TokenOptions, label: String, of identity: String
  ) async throws -> CreateTokenResponse {
    let request = CreateTokenRequest(
      identityId: identity, label: label, lifetimeSeconds: options.days * LocalTime.secondsPerDay,
      requestId: RequestID.make())
    let response = try await withSession { session in
      try await AccessServiceClient(session.client)
        .createToken(request, options: session.options)
    }
    guard response.secret.isEmpty, let useless = response.token else { return response }
    // The call was made again, and the first answer, which alone held the secret, is lost.
    _ = try await revokeToken(useless.tokenId, of: identity)
    return try await createToken(options, label: label, of: identity)
  }

  /// All tokens of the identity, without their secrets.
  func tokens(of identity: String) async throws -> [Token] {
    try await withSession { session in
      let client = AccessServiceClient(session.client)
      var tokens: [Token] = []
      var request = ListTokensRequest(identityId: identity, pageSize: Page.size)
      repeat {
        let page = try await client.listTokens(request, options: session.options)
        tokens += page.tokens
        request.pageToken = page.nextPageToken
      } while !request.pageToken.isEmpty
      return tokens
    }
  }
}

extension OutputOptions {
  /// The secret alone on stdout; what belongs to it on stderr.
  func show(_ response: CreateTokenResponse) throws {
    if json { return try Console.out(json: response) }
    let token = response.token ?? Token()
    let expires = LocalTime(utcSeconds: token.expireTime)
    Console.out(response.secret + "\n")
    Console.note(
      say(
        "令牌只显示这一次，请妥善保存。编号 \(token.tokenId)，有效期至 \(expires)\n",
        "The token is shown this once: keep it safe. Its id is \(token.tokenId); "
          + "it expires at \(expires)\n"))
  }
}

import ArgumentParser
import WindowStaffProto

struct TokenRotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Puts a new token in an old one's place. 更换",
    discussion: """
      The new token alone goes to stdout, this once. The old one is revoked as soon as the new one \
      is made; with --keep it stays valid, to be revoked when its holder has changed over.
      """)

  @Argument(help: "Whose token.")
  var identity: String
  @Argument(help: "The old token's id, as in the list.")
  var tokenID: String
  @Flag(help: "Leave the old token valid for now.")
  var keep = false
  @OptionGroup var secret: TokenOptions
  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    if !keep {
      try confirmation.confirm(
        output.say(
          "更换并撤销 \(identity) 的令牌 \(tokenID)",
          "replace and revoke the token \(tokenID) of \(identity)"), output)
    }
    let label = secret.label.isEmpty ? try await oldLabel() : secret.label
    let response = try await connection.createToken(secret, label: label, of: identity)
    // Shown before the old one goes: what follows may fail, and the secret is shown once.
    try output.show(response)
    if !keep { _ = try await connection.revokeToken(tokenID, of: identity) }
  }

  /// - Throws: `ValidationError` where there is no such token, before anything is made.
  private func oldLabel() async throws -> String {
    guard
      let old = try await connection.tokens(of: identity).first(where: { $0.tokenId == tokenID })
    else {
      throw ValidationError(
        zh: "\(identity) 没有令牌 \(tokenID)，请用 windowstaff access token list 查看",
        en: "\(identity) has no token \(tokenID): see windowstaff access token list")
    }
    return old.label
  }
}

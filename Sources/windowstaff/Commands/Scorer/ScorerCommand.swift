import ArgumentParser

struct ScorerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scorer", abstract: "A county's own scorers: write, prove, put in force. 评分插件",
    discussion: """
      On the technician's machine: new, build, check, keygen, sign. On the server: trust, push, \
      activate, list, describe, history, rollback, retire.
      """,
    subcommands: [
      ScorerNew.self, ScorerBuild.self, ScorerCheck.self, ScorerKeygen.self, ScorerSign.self,
      TrustCommand.self, ScorerPush.self, ScorerActivate.self, ScorerList.self,
      ScorerDescribe.self, ScorerHistory.self, ScorerRollback.self, ScorerRetire.self,
    ])
}

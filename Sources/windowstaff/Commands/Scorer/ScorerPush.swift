import ArgumentParser
import ProtobufRPC
import RPC
import Rules
import Scoring
import WindowStaffProto

struct ScorerPush: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Uploads a scorer, which the server verifies whole. 上传",
    discussion: "It scores nothing before it is activated. LIBRARY.sig must lie beside the library."
  )

  @Argument(help: ArgumentHelp("libscorer-….so", valueName: "LIBRARY"))
  var library: String
  @Flag(help: "Verify everything, and keep nothing.")
  var dryRun = false
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let upload = try ScorerFileUpload(path: library)
    let begin = upload.begin(dryRun: dryRun)
    let answer = try await connection.withSession { session in
      let call = try await ScorerServiceClient(session.client)
        .uploadScorer(options: session.options)
      return try await withTaskCancellationHandler {
        do {
          try await call.send(UploadScorerRequest(part: .begin(begin)))
          for chunk in upload.chunks {
            try await call.send(UploadScorerRequest(part: .data(chunk)))
          }
        } catch let error as CancellationError {
          throw error
        } catch {
          // The server has ended the call early: its answer, below, says why.
        }
        return try await call.response()
      } onCancel: {
        call.cancel()
      }
    }
    if output.json { return try Console.out(json: answer) }
    guard let scorer = answer.scorer else {
      throw RPCStatus(.internal, "the answer holds no scorer")
    }
    Console.out(
      (dryRun ? output.say("校验通过，未保存：", "verified, not kept: ") : output.say("已上传：", "pushed: "))
        + "\(scorer.dimension) \(scorer.version) \(scorer.digest.prefix(12))\n")
    if let month = answer.dryRun.flatMap({ MonthComparison($0) }) {
      Console.out(output.say("试算最近月份：\n", "Dry run of the latest month:\n"))
      Console.out(DryRunText(month: month, output: output).text())
    }
  }
}

/// A dry run without its members: the mean total before and after, by whole points.
struct DryRunText {
  let month: MonthComparison
  let output: OutputOptions

  func text() -> String {
    let moved = zip(month.beforeTotals, month.afterTotals).reduce(0) { $0 + max(0, $1.0 - $1.1) }
    return output.say(
      "  \(month.month)：\(month.beforeCount) 人，按整分计有 \(moved) 人离开原分段\n",
      "  \(month.month): \(month.beforeCount) clerks, \(moved) leave their whole point\n")
  }
}

import ArgumentParser
import ProtobufRPC
import RPC
import Rules
import WindowStaffProto

struct AppraisalRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Scores a month or a year from the stored records. 运行考核",
    discussion: "Ctrl-C cancels the run on the server and leaves the earlier results in force.")

  @OptionGroup var period: PeriodOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    var request = RunAppraisalRequest(requestId: RequestID.make())
    if let month = period.month { request.period = .month(month.description) }
    if let year = period.year { request.period = .year(Int32(year)) }
    let (output, message) = (output, request)
    let run = try await connection.withSession { session in
      let bar = ProgressBar()
      defer { bar.finishLine() }
      return try await session.client.retrying(
        AppraisalServiceMethods.runAppraisal, first: message, options: session.options
      ) { caller, options in
        var run: Run?
        let responses = try await AppraisalServiceClient(caller)
          .runAppraisal(message, options: options)
        for try await response in responses {
          if let progress = response.progress {
            bar.show(
              output.name(of: progress.stage), done: progress.done, total: progress.total)
          }
          run = response.run ?? run
        }
        return run
      }
    }
    guard let run else { throw RPCStatus(.internal, "the run ended without its summary") }
    if output.json { return try Console.out(json: run) }
    Console.out(summary(run))
  }

  private func summary(_ run: Run) -> String {
    let provisional = run.provisional ? output.say("（该期未结束，结果为暂定）", " (provisional)") : ""
    let (all, best, worst) = (run.memberCount, run.excellentCount, run.unqualifiedCount)
    return output.say(
      "\(run.period) 考核完成：\(all) 人，优秀 \(best) 人，不合格 \(worst) 人\(provisional)\n",
      "\(run.period) appraised: \(all) clerks, \(best) excellent, \(worst) unqualified"
        + "\(provisional)\n")
  }
}

extension OutputOptions {
  func name(of stage: RunProgress.Stage) -> String {
    switch stage {
    case .read: say("读取记录", "read")
    case .score: say("计算评分", "score")
    case .store: say("保存结果", "store")
    case .unspecified, .unrecognized: say("准备", "prepare")
    }
  }
}

import ArgumentParser
import Glibc
import ProtobufRuntime
import RPC
import Rules

/// The one place where an error becomes text on stderr and an exit code.
struct Failure {
  let error: any Error

  init(_ error: any Error) { self.error = error }

  func exit() -> Never {
    let output = OutputOptions.read(CommandLine.arguments)
    let cancelled = output.say("已取消。\n", "Cancelled.\n")
    switch error {
    case let problem as Problem:
      end(output.problemText.text(problem), ExitStatus(problem.category))
    case let report as ProblemReport:
      end(
        output.problemText.text(report), ExitStatus(report.problems.first?.category ?? .invalid))
    case is CancellationError:
      end(cancelled, .cancelled)
    case let status as RPCStatus where status.code == .cancelled:
      end(cancelled, .cancelled)
    case let status as RPCStatus:
      let text = status.problemReport.map(output.problemText.text)
      end(text ?? output.problemText.text(status), ExitStatus(status.code))
    case let error as WireError:
      end(output.problemText.text(error), .fault)
    case let error as JSONError:
      end(output.problemText.text(error), .invalid)
    default:
      let status = ExitStatus(rawValue: WindowStaff.exitCode(for: error).rawValue) ?? .fault
      // Help and version, which the parser writes to stdout.
      if status == .success { WindowStaff.exit(withError: error) }
      end(output.problemText.usage(WindowStaff.fullMessage(for: error)), status)
    }
  }

  private func end(_ text: String, _ status: ExitStatus) -> Never {
    Console.note(text)
    Glibc.exit(status.rawValue)
  }
}

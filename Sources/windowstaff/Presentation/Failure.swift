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
    switch error {
    case let problem as Problem:
      end(output.problemText.text(problem), ExitStatus(problem.category))
    case let report as ProblemReport:
      end(
        output.problemText.text(report),
        status(of: report))
    case let status as RPCStatus:
      if let report = status.problemReport {
        let isInFile = report.problems.first?.place?.line != nil
        end(output.problemText.text(report), isInFile ? .invalid : ExitStatus(status.code))
      }
      end(output.problemText.text(status), ExitStatus(status.code))
    case let error as WireError:
      end(output.problemText.text(error), .fault)
    case let error as JSONError:
      end(output.problemText.text(error), .invalid)
    case is CancellationError:
      end(output.say("已取消。\n", "Cancelled.\n"), .cancelled)
    default:
      // Help, version and wrong usage: the parser knows how to say it.
      WindowStaff.exit(withError: error)
    }
  }

  /// What is wrong in a line of a file is wrong data, whatever it is; else the first problem
  /// decides.
  private func status(of report: ProblemReport) -> ExitStatus {
    guard let first = report.problems.first, first.place?.line == nil else { return .invalid }
    return ExitStatus(first.category)
  }

  private func end(_ text: String, _ status: ExitStatus) -> Never {
    Console.note(text)
    Glibc.exit(status.rawValue)
  }
}

internal import ArgumentParser
internal import Glibc
internal import RPC
internal import RPCTLS
internal import Rules
internal import Services

/// The server: a county's data folder, served over sockets.
@main
struct WindowStaffDaemon: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "windowstaffd",
    abstract: "Serves counties' window staff records and appraisals. 政务服务窗口人员管理服务",
    version: ProductVersion.text,
    subcommands: [Serve.self, Check.self])

  static func main() async {
    // A peer that has gone shows in the result of a write; the signal would end the process.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let problem as Problem {
      fail(problem)
    } catch let error as ListenError {
      fail(
        Problem(
          .cannotListen, .unavailable, zh: error.zh, en: error.en,
          field: "--listen"))
    } catch let error as AddressError {
      fail(
        Problem(
          .invalidAddress, .invalid, zh: error.zh, en: error.en,
          field: "--listen"))
    } catch let error as TLSError {
      fail(
        Problem(
          .invalidCertificate, .invalid, zh: error.zh, en: error.en,
          field: "--tls-certificate"))
    } catch {
      exit(withError: error)
    }
  }

  /// Says in both languages why the server cannot run: nobody has told it yet which one to speak.
  private static func fail(_ problem: Problem) -> Never {
    var text = "错误 [\(problem.code.rawValue)] \(problem.text.zh)"
    if let remedy = problem.remedy { text += "\n  如何修正: \(remedy.zh)" }
    text += "\nerror [\(problem.code.rawValue)] \(problem.text.en)"
    if let remedy = problem.remedy { text += "\n  remedy: \(remedy.en)" }
    let bytes = Array((text + "\n").utf8)
    // Nothing is left to do when even this cannot be written.
    _ = write(STDERR_FILENO, bytes, bytes.count)
    Glibc.exit(problem.category.exitCode)
  }
}

extension Problem.Code {
  /// An address cannot be listened on.
  static let cannotListen = Self(rawValue: "cannot_listen")
  /// The metrics page could be read from other machines.
  static let metricsNotLocal = Self(rawValue: "metrics_not_local")
  /// The machine has no group of that name.
  static let unknownGroup = Self(rawValue: "unknown_group")
}

import ArgumentParser
import Glibc
import RPCTLS

/// Which server and county a command speaks to. Accepted by every command, and before it.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The server: unix:PATH, tcp:HOST:PORT or tls:HOST:PORT (or WINDOWSTAFF_ADDRESS).",
      valueName: "address"))
  var address: String?
  @Option(help: ArgumentHelp("The county's code (or WINDOWSTAFF_COUNTY).", valueName: "code"))
  var county: String?
  @Option(
    help: ArgumentHelp(
      "Authorities (PEM) of a tls: server; else the system's (or WINDOWSTAFF_TLS_CA).",
      valueName: "file"))
  var tlsCa: String?
  @Option(
    help: ArgumentHelp(
      "The caller's certificate (PEM) (or WINDOWSTAFF_TLS_CERTIFICATE).", valueName: "file"))
  var tlsCertificate: String?
  @Option(
    help: ArgumentHelp("The certificate's key (PEM) (or WINDOWSTAFF_TLS_KEY).", valueName: "file"))
  var tlsKey: String?
  @Option(help: "Who calls (or WINDOWSTAFF_TOKEN).")
  var token: String?
  @Option(help: ArgumentHelp("Give up after so many seconds.", valueName: "seconds"))
  var timeout: Double?
  @Option(
    help: ArgumentHelp(
      "Call again up to so many times where that is safe, and wait for a server that is not there.",
      valueName: "count"))
  var retries: Int?

  func validate() throws {
    if let timeout, !(timeout > 0 && timeout <= Self.longestTimeout) {
      throw ValidationError(
        zh: "--timeout 应大于 0，至多 86400 秒", en: "--timeout takes more than 0, at most 86400 seconds")
    }
    if let retries, !(0...Self.mostRetries).contains(retries) {
      throw ValidationError(
        zh: "--retries 应为 0 到 \(Self.mostRetries)",
        en: "--retries takes 0 to \(Self.mostRetries)")
    }
  }

  /// Enough for a server that starts again; who does not want any says 0.
  static let usualRetries = 3
  /// With the pauses between them this is minutes; more would only hide that somebody must look.
  static let mostRetries = 20

  /// A day: longer than any run, short enough to fit every representation.
  static let longestTimeout = 86_400.0

  var resolvedAddress: String {
    address ?? Self.environment("WINDOWSTAFF_ADDRESS") ?? Self.defaultAddress
  }

  var resolvedCounty: String? { county ?? Self.environment("WINDOWSTAFF_COUNTY") }

  var resolvedToken: String? { token ?? Self.environment("WINDOWSTAFF_TOKEN") }

  var tlsFiles: TLSFiles {
    TLSFiles(
      certificate: tlsCertificate ?? Self.environment("WINDOWSTAFF_TLS_CERTIFICATE"),
      key: tlsKey ?? Self.environment("WINDOWSTAFF_TLS_KEY"),
      authorities: tlsCa ?? Self.environment("WINDOWSTAFF_TLS_CA"), minimum: .tls12)
  }

  /// Where the server listens unless it is told otherwise.
  static var defaultAddress: String {
    "unix:\(environment("XDG_RUNTIME_DIR") ?? "/run")/windowstaff.sock"
  }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}

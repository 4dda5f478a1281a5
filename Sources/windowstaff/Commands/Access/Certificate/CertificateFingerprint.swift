import ArgumentParser

struct CertificateFingerprint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fingerprint",
    abstract: "SHA-256 of a certificate, as `add --sha256` takes it; without a server. 指纹")

  @Argument(help: ArgumentHelp("The certificate (PEM).", valueName: "pem"))
  var file: String
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let fingerprint = try CertificateOptions.fingerprint(file)
    Console.out(
      output.json
        ? JSONValue.object([("sha256", .string(fingerprint))]).text() + "\n" : fingerprint + "\n")
  }
}

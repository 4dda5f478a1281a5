import ArgumentParser

struct CertificateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate",
    abstract: "TLS client certificates by which identities are known. 客户端证书",
    subcommands: [CertificateAdd.self, CertificateRemove.self, CertificateFingerprint.self])
}

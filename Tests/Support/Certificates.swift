import Foundation

/// An authority of the test's own and what it has signed, made by `openssl` in a folder that goes
/// with the value.
public final class Certificates {
  public struct Failed: Error, CustomStringConvertible {
    public let description: String
  }

  private let folder = URL(filePath: "/tmp/ws-tls-\(UInt32.random(in: .min ... .max))")

  public var authority: String { path("ca.pem") }

  /// - Parameter names: the alternative names of each certificate's subject.
  public init(_ names: [String: String]) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try openssl(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-days", "2", "-subj", "/CN=Test authority", "-keyout", "ca.key", "-out", "ca.pem")
    for (name, alternatives) in names { try sign(name, alternatives) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  public func certificate(_ name: String) -> String { path("\(name).pem") }

  public func key(_ name: String) -> String { path("\(name).key") }

  /// Signs a certificate, again where it is there already.
  /// - Parameter days: how long it is valid; one of a negative number has expired already.
  public func sign(_ name: String, _ alternatives: String, days: Int = 2) throws {
    try openssl(
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
      "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr")
    try Data("subjectAltName=\(alternatives)\n".utf8)
      .write(to: folder.appending(path: "\(name).ext"))
    try openssl(
      "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key",
      "-CAcreateserial", "-days", "\(days)", "-extfile", "\(name).ext", "-out", "\(name).pem")
  }

  /// SHA-256 of the certificate, as OpenSSL reckons it: lowercase hexadecimal.
  public func fingerprint(_ name: String) throws -> String {
    let text = try openssl("x509", "-in", "\(name).pem", "-noout", "-fingerprint", "-sha256")
    return text.drop { $0 != "=" }.dropFirst().filter(\.isHexDigit).lowercased()
  }

  private func path(_ file: String) -> String { folder.appending(path: file).path }

  @discardableResult private func openssl(_ arguments: String...) throws -> String {
    let (out, note) = (Pipe(), Pipe())
    let process = try ChildProcess(
      "/usr/bin/openssl", arguments, folder: folder.path, output: .pipe(out),
      errors: .pipe(note))
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let notes = String(decoding: note.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(description: notes) }
    return text
  }
}

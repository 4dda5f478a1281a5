import Rules
import Signing
import WindowStaffProto

/// A scorer's library with its signature, as the server takes them.
struct ScorerFileUpload: Sendable {
  /// Well below a message's 4 MiB.
  private static let chunkSize = 1 << 20

  let signature: ScorerSignature
  private let bytes: [UInt8]

  /// - Throws: what keeps a file from being read, `signature_malformed`.
  init(path: String) throws {
    bytes = try InputFile.read(path)
    signature = try ScorerSignature(text: InputFile.text(path + ".sig"))
  }

  func begin(dryRun: Bool) -> UploadBegin {
    UploadBegin(
      digest: signature.digest, keyId: signature.keyID, signature: signature.signature,
      dryRun: dryRun)
  }

  var chunks: [[UInt8]] {
    stride(from: 0, to: bytes.count, by: Self.chunkSize).map {
      Array(bytes[$0..<min($0 + Self.chunkSize, bytes.count)])
    }
  }
}

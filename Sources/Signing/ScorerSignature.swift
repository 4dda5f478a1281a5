internal import Crypto
internal import FoundationEssentials
public import Rules

/// Who vouches for a scorer plugin: an Ed25519 signature over the digest of its file.
public struct ScorerSignature: Sendable, Hashable {
  /// SHA-256 of the library, in lowercase hexadecimal.
  public let digest: String
  /// Which key made it.
  public let keyID: String
  /// 64 bytes.
  public let signature: [UInt8]

  public init(digest: String, keyID: String, signature: [UInt8]) {
    self.digest = digest
    self.keyID = keyID
    self.signature = signature
  }

  /// Whether the key made it, over this digest.
  public func isMade(by key: PublicKey) -> Bool {
    key.id == keyID && key.isSignature(signature, of: Self.message(digest))
  }

  /// What is signed. The first line keeps a signature of one kind of thing from passing for one of
  /// another, should keys ever sign more than scorers.
  static func message(_ digest: String) -> [UInt8] {
    Array("windowstaff scorer 1\n\(digest)\n".utf8)
  }

  /// The digest of a library's bytes.
  public static func digest(of library: [UInt8]) -> String {
    hexadecimal(SHA256.hash(data: library))
  }
}

extension ScorerSignature {
  private static let title = "windowstaff-scorer-signature 1"

  /// As it stands beside the library, in `<library>.sig`.
  public var text: String {
    """
    \(Self.title)
    digest \(digest)
    key \(keyID)
    signature \(Data(signature).base64EncodedString())

    """
  }

  /// Reads what `text` writes.
  /// - Throws: `signature_malformed`.
  public init(text: String) throws(Problem) {
    let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    guard lines.count == 4, lines[0].joined(separator: " ") == Self.title,
      lines.dropFirst().map({ $0.first ?? "" }) == ["digest", "key", "signature"],
      lines.dropFirst().allSatisfy({ $0.count == 2 }),
      let signature = Data(base64Encoded: String(lines[3][1]))
    else { throw .signatureMalformed }
    self.init(
      digest: String(lines[1][1]), keyID: String(lines[2][1]), signature: Array(signature))
  }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { byte in
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }.joined()
}

internal import Crypto
internal import FoundationEssentials
public import Rules

/// The public half of a signing key: Ed25519.
public struct PublicKey: Sendable, Hashable {
  /// 32.
  public static let byteCount = 32

  public let bytes: [UInt8]

  /// - Throws: `trust_key_malformed`.
  public init(bytes: [UInt8]) throws(Problem) {
    guard (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil else {
      throw .trustKeyMalformed
    }
    self.bytes = bytes
  }

  /// By which people and signatures name it: the first 16 hexadecimal digits of its SHA-256.
  public var id: String { String(hexadecimal(SHA256.hash(data: bytes)).prefix(16)) }

  func isSignature(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
      return false
    }
    return key.isValidSignature(signature, for: message)
  }
}

extension PublicKey {
  private static let title = "windowstaff-public-key"

  /// One line, as it is kept in a file and handed to an administrator.
  public var text: String { "\(Self.title) \(Data(bytes).base64EncodedString())\n" }

  /// Reads what `text` writes.
  /// - Throws: `trust_key_malformed`.
  public init(text: String) throws(Problem) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[0] == Self.title, let data = Data(base64Encoded: String(words[1]))
    else { throw .trustKeyMalformed }
    try self.init(bytes: Array(data))
  }
}

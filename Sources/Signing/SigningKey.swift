internal import Crypto
internal import FoundationEssentials
public import Rules

/// The secret half of a signing key. Whoever has it may speak for its owner.
public struct SigningKey: Sendable {
  private let seed: [UInt8]

  /// - Parameter seed: 32 bytes that nobody can guess.
  public init(seed: [UInt8]) throws(Problem) {
    guard (try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)) != nil else {
      throw .signingKeyMalformed
    }
    self.seed = seed
  }

  /// How many bytes a seed has.
  public static let byteCount = 32

  public var publicKey: PublicKey {
    get throws(Problem) { try PublicKey(bytes: Array(try key().publicKey.rawRepresentation)) }
  }

  /// Vouches for the library of this digest.
  public func sign(digest: String) throws(Problem) -> ScorerSignature {
    let message = ScorerSignature.message(digest)
    guard let signature = try? key().signature(for: message) else { throw .signingKeyMalformed }
    return ScorerSignature(digest: digest, keyID: try publicKey.id, signature: Array(signature))
  }

  private func key() throws(Problem) -> Curve25519.Signing.PrivateKey {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw .signingKeyMalformed
    }
    return key
  }
}

extension SigningKey {
  private static let title = "windowstaff-signing-key"

  /// One line, as it is kept in a file that its owner alone may read.
  public var text: String { "\(Self.title) \(Data(seed).base64EncodedString())\n" }

  /// Reads what `text` writes.
  /// - Throws: `signing_key_malformed`.
  public init(text: String) throws(Problem) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[0] == Self.title, let data = Data(base64Encoded: String(words[1]))
    else { throw .signingKeyMalformed }
    try self.init(seed: Array(data))
  }
}

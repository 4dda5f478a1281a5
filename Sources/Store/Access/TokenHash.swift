import Rules

/// The SHA-256 of a token's secret: 32 bytes, kept in place of the secret.
///
/// Who looks a secret up by its hash learns nothing from the time that the comparison takes: to aim
/// at a stored hash they would have to find a text with that hash.
public struct TokenHash: Sendable, Hashable {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  public init(of secret: String) { self.init(bytes: SHA256.hash(Array(secret.utf8))) }

  /// - Parameter bytes: 32 of them.
  init(bytes: some Collection<UInt8>) {
    var words: [UInt64] = [0, 0, 0, 0]
    for (index, byte) in bytes.prefix(32).enumerated() {
      words[index / 8] = words[index / 8] << 8 | UInt64(byte)
    }
    self.words = (words[0], words[1], words[2], words[3])
  }

  var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      withUnsafeBytes(of: word.bigEndian) { Array($0) }
    }
  }

  public static func == (a: TokenHash, b: TokenHash) -> Bool {
    // Every word is compared, whether the first ones differ or not.
    (a.words.0 ^ b.words.0) | (a.words.1 ^ b.words.1) | (a.words.2 ^ b.words.2)
      | (a.words.3 ^ b.words.3) == 0
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

internal import Crypto

/// SHA-256 of a library that comes in pieces.
public struct LibraryDigest: Sendable {
  private var hash = SHA256()

  public init() {}

  public mutating func add(_ bytes: [UInt8]) { hash.update(data: bytes) }

  /// In lowercase hexadecimal, as `ScorerSignature.digest`.
  public var text: String { hexadecimal(hash.finalize()) }
}

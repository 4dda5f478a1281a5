/// Values that are no text. As in gRPC, their names end in `-bin`, and they travel as base64 (RFC
/// 4648, section 4), which is also how ``Metadata`` holds them.
extension Metadata {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// - Parameter name: one that ends in `-bin`.
  public mutating func append(binary name: String, _ bytes: some Collection<UInt8>) {
    append(name, Self.base64(bytes))
  }

  /// The bytes of the name's first value; nil where there is none, or it is no base64.
  public func bytes(_ name: String) -> [UInt8]? { self[name].flatMap(Self.bytes(base64:)) }

  /// Without padding: it is not needed, and every reader must do without.
  package static func base64(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 4 + 2) / 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        text.append(digits[Int(bits >> UInt32(count)) & 63])
      }
    }
    if count > 0 { text.append(digits[Int(bits << UInt32(6 - count)) & 63]) }
    return String(decoding: text, as: UTF8.self)
  }

  package static func bytes(base64 text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8.prefix(while: { $0 != UInt8(ascii: "=") }) {
      guard let digit = digits.firstIndex(of: character) else { return nil }
      bits = bits << 6 | UInt32(digit)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
    return bytes
  }
}

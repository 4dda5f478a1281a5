import Rules

/// A place in a list, opaque to callers: the checksum of what is listed, then the last item's key.
enum PageToken {
  private static let checkBytes = 8

  static func make(_ position: String, of list: String) -> String {
    SHA256.hex(check(list) + Array(position.utf8))
  }

  /// - Throws: `page_token_invalid`.
  static func position(_ token: String, of list: String) throws -> String {
    guard let bytes = bytes(token), bytes.count > checkBytes,
      Array(bytes.prefix(checkBytes)) == check(list),
      let position = String(validating: bytes.dropFirst(checkBytes), as: UTF8.self)
    else {
      throw Problem(
        .pageTokenInvalid, .invalid, zh: "分页标记无效，或不属于这一查询",
        en: "the page token is not one of this list and filter",
        remedy: Bilingual(zh: "不带分页标记，从头查询", en: "start again without a page token"),
        field: "page_token")
    }
    return position
  }

  private static func check(_ list: String) -> [UInt8] {
    Array(SHA256.hash(Array(list.utf8)).prefix(checkBytes))
  }

  private static func bytes(_ token: String) -> [UInt8]? {
    let digits = token.utf8.map { UInt8(hexDigit: $0) }
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }
}

extension UInt8 {
  fileprivate init?(hexDigit: UInt8) {
    switch hexDigit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self = hexDigit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self = hexDigit - UInt8(ascii: "a") + 10
    default: return nil
    }
  }
}

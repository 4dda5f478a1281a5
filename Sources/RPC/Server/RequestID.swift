/// Names a call in the server's log, its access log and its answer, so that an operator finds in
/// one what was seen in another.
package enum RequestID {
  /// The metadata entries by which a client names its call; a protocol that can answers with the
  /// first.
  package static let names = ["x-request-id", "request_id"]

  /// The client's own id, where it is short and plain, else the server's.
  package static func of(_ metadata: Metadata, number: UInt64) -> String {
    for name in names {
      if let given = metadata[name], isAcceptable(given) { return given }
    }
    return text(number)
  }

  /// A UUID has 36 characters; some callers put a system's name before it.
  static let bytesMax = 64

  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// 13 characters, which a `String` holds without allocating.
  static func text(_ number: UInt64) -> String {
    String(unsafeUninitializedCapacity: 13) { buffer in
      for index in 0..<13 { buffer[index] = digits[Int(number >> UInt64(60 - 5 * index) & 31)] }
      return 13
    }
  }

  /// Whether a client's own id may be repeated in logs and headers as it is.
  static func isAcceptable(_ text: String) -> Bool {
    (1...bytesMax).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "+"),
          UInt8(ascii: "="):
          true
        default: false
        }
      }
  }
}

/// The numbers of one connection's calls. Two calls of a server never have the same, and those of
/// two servers hardly ever.
package struct RequestNumbers: Sendable {
  private let seed: UInt64
  private let connection: UInt64

  init(seed: UInt64, connection: UInt32) {
    self.seed = seed
    self.connection = UInt64(connection) << 32
  }

  /// The finaliser of SplitMix64: it maps no two numbers to one.
  package func number(_ streamID: UInt32) -> UInt64 {
    var mixed = seed &+ (connection | UInt64(streamID))
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}

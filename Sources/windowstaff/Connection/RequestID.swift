/// Names a write, so that a retry is recognised.
enum RequestID {
  static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

enum Page {
  /// The most that the server gives at once.
  static let size: Int32 = 1000
}

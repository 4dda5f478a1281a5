/// Up to fifteen bytes of text in two words, compared at once.
struct Word16: Equatable {
  var low: UInt64 = 0
  var high: UInt64 = 0
  var count = 0

  static let countMax = 15

  init() {}

  init(_ text: String) {
    for (index, byte) in text.utf8.prefix(Self.countMax).enumerated() {
      if index < 8 {
        low |= UInt64(byte) << (index * 8)
      } else {
        high |= UInt64(byte) << (index * 8 - 64)
      }
    }
    count = text.utf8.count
  }
}

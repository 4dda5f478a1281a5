extension String {
  /// How many columns of a terminal the text takes: East Asian wide and full-width characters take
  /// two (UAX #11), combining marks and other zero-width characters none.
  var terminalWidth: Int {
    unicodeScalars.reduce(0) { $0 + $1.terminalWidth }
  }

  /// With a replacement character for each control character: records are others' text, and must
  /// not move the cursor, break a line or give orders to the terminal.
  var harmless: String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return self
    }
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }

  /// Blanks up to the width, behind the text or before it; a longer text is left as it is.
  func padded(to width: Int, _ alignment: Alignment) -> String {
    let blanks = String(repeating: " ", count: max(0, width - terminalWidth))
    switch alignment {
    case .left: return self + blanks
    case .right: return blanks + self
    }
  }
}

/// On which side a column's values stand: texts left, numbers right.
enum Alignment {
  case left, right
}

extension Unicode.Scalar {
  var terminalWidth: Int {
    if value < 0x300 { return value < 0x20 || value == 0x7F ? 0 : 1 }
    if Self.zeroWidth.contains(where: { $0.contains(value) }) { return 0 }
    if properties.generalCategory == .nonspacingMark { return 0 }
    return Self.wide.contains { $0.contains(value) } ? 2 : 1
  }

  private static let zeroWidth: [ClosedRange<UInt32>] = [
    0x200B...0x200F, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF...0xFEFF,
  ]

  /// The blocks whose East_Asian_Width is W or F.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul leading consonants
    0x2E80...0x303E,  // CJK radicals, ideographic punctuation
    0x3041...0x33FF,  // kana, bopomofo, CJK symbols and units
    0x3400...0x4DBF,  // CJK extension A
    0x4E00...0x9FFF,  // CJK unified ideographs
    0xA000...0xA4CF,  // Yi
    0xA960...0xA97F, 0xAC00...0xD7A3,  // Hangul
    0xF900...0xFAFF,  // CJK compatibility ideographs
    0xFE10...0xFE19, 0xFE30...0xFE6F,  // vertical and small forms
    0xFF00...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
    0x1F300...0x1F64F, 0x1F900...0x1F9FF,  // pictographs
    0x20000...0x3FFFD,  // CJK extensions B and later
  ]
}

/// One way to read a Chinese name, without tones.
public struct PinyinReading: Sendable, Hashable {
  /// In order, lower case, `ü` as `v`: `["ou", "yang", "lv"]`.
  public let syllables: [String]

  /// Joined: `ouyanglv`.
  public var full: String { syllables.joined() }

  /// The first letters: `oyl`.
  public var initials: String { String(syllables.compactMap(\.first)) }
}

/// Reads Chinese names, so that people are found by what is typed on any keyboard.
public enum Pinyin {
  /// Readings of one name at most: the commonest ones of its characters come first.
  public static let readingsMax = 8

  /// How a name may be read, the likeliest first; empty when nothing of it can be read.
  ///
  /// The surname is read as surnames are (单 is `shan`, 曾 is `zeng`, 尉迟 is `yu chi`); its other
  /// readings come later. Letters and digits stand for themselves; blanks and dots are passed over.
  public static func readings(of name: String) -> [PinyinReading] {
    let scalars = Array(name.unicodeScalars)
    let surname = PinyinReader.shared.surname(of: scalars)
    var readings: [[String]] = [[]]
    var word = ""
    func add(_ choices: [String]) {
      // The likeliest reading of all that comes before stays the first.
      readings = choices.flatMap { choice in readings.map { $0 + [choice] } }
      if readings.count > readingsMax { readings.removeLast(readings.count - readingsMax) }
    }
    func endWord() {
      if !word.isEmpty { add([word]) }
      word = ""
    }
    for (index, scalar) in scalars.enumerated() {
      if let letter = plainLetter(scalar) {
        word.append(letter)
        continue
      }
      endWord()
      var choices = PinyinReader.shared.syllables(of: scalar)
      if index < surname.count {
        choices = [surname[index]] + choices.filter { $0 != surname[index] }
      }
      if !choices.isEmpty { add(choices) }
    }
    endWord()
    return readings == [[]] ? [] : readings.map(PinyinReading.init)
  }

  /// What a person typed, as keys are written: lower case, `ü` as `v`, without blanks, dots and
  /// apostrophes. nil when it holds anything but letters and digits, and so is no pinyin.
  public static func query(_ text: String) -> String? {
    var query = ""
    for scalar in text.unicodeScalars {
      if let letter = plainLetter(scalar) {
        query.append(letter)
      } else if !isSeparator(scalar) {
        return nil
      }
    }
    return query.isEmpty ? nil : query
  }

  private static func plainLetter(_ scalar: Unicode.Scalar) -> Character? {
    switch scalar {
    case "a"..."z", "0"..."9": Character(scalar)
    case "A"..."Z": Character(Unicode.Scalar(UInt8(scalar.value) + 32))
    case "ü", "Ü": "v"
    default: nil
    }
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\u{3000}", "·", "•", ".", "'", "’", "-": true
    default: false
    }
  }
}

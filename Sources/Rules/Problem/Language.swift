/// A language that people are answered in.
public enum Language: String, Sendable, CaseIterable {
  case zh, en
}

/// One sentence in both languages.
public struct Bilingual: Sendable, Hashable {
  public var zh: String
  public var en: String

  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  public subscript(language: Language) -> String {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}

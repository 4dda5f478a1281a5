/// A dimension of the appraisal: one of the seven of clause 12.1, or one that a county has added by
/// a scorer of its own.
public struct Dimension: RawRepresentable, Sendable, Hashable {
  /// The id, `[a-z][a-z0-9_]{0,31}`: a column of the results, and of the policy `weight_<id>`.
  public let rawValue: String

  /// Columns and messages keep ids whole, so that they are short.
  public static let idLengthMax = 32

  /// nil where the text is no id.
  public init?(rawValue: String) {
    guard Self.isID(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  private init(_ id: StaticString) { rawValue = "\(id)" }

  public static let attendance = Dimension("attendance")
  public static let discipline = Dimension("discipline")
  public static let competence = Dimension("competence")
  public static let conduct = Dimension("conduct")
  public static let hygiene = Dimension("hygiene")
  public static let evaluation = Dimension("evaluation")
  public static let learning = Dimension("learning")

  /// The seven of clause 12.1, in the standard's order.
  public static let standard: [Dimension] = [
    attendance, discipline, competence, conduct, hygiene, evaluation, learning,
  ]

  /// Whether a text is an id: `[a-z][a-z0-9_]*`, at most `idLengthMax` long.
  public static func isID(_ text: some StringProtocol) -> Bool {
    guard text.utf8.count <= idLengthMax, let first = text.utf8.first else { return false }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return letters.contains(first)
      && text.utf8.allSatisfy {
        letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "_")
      }
  }

  /// The name of the parameter that holds the dimension's weight, a whole percent of the total.
  public var weightName: String { "weight_\(rawValue)" }

  /// The weight as a parameter of every policy; nil for a county's own dimension.
  public var weight: PolicyParameter? { PolicyParameter(rawValue: weightName) }

  /// What people call one of the seven; the id of a county's own, whose scorer says its name.
  public var label: Bilingual {
    Self.labels[self] ?? Bilingual(zh: rawValue, en: rawValue)
  }

  private static let labels: [Dimension: Bilingual] = [
    attendance: Bilingual(zh: "日常考勤", en: "daily attendance"),
    discipline: Bilingual(zh: "工作纪律", en: "work discipline"),
    competence: Bilingual(zh: "业务能力", en: "professional competence"),
    conduct: Bilingual(zh: "行为形象", en: "conduct and appearance"),
    hygiene: Bilingual(zh: "卫生管理", en: "hygiene"),
    evaluation: Bilingual(zh: "评价管理", en: "evaluation"),
    learning: Bilingual(zh: "学习管理", en: "learning"),
  ]
}

extension Dimension: Comparable {
  /// The order of columns: the seven as the standard has them, then a county's own by id.
  public static func < (a: Dimension, b: Dimension) -> Bool {
    let places = [a, b].map { standard.firstIndex(of: $0) ?? standard.count }
    if places[0] != places[1] { return places[0] < places[1] }
    return places[0] == standard.count && a.rawValue.utf8.lexicographicallyPrecedes(b.rawValue.utf8)
  }
}

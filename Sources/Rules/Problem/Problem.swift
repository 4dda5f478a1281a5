/// What went wrong, where, by which clause, and how to mend it: the one error shape of the product.
///
/// Every layer below the services throws a `Problem` (or a `ProblemReport` of many). One place
/// turns it into an RPC status, and one place prints it for an operator.
public struct Problem: Error, Sendable, Hashable {
  /// Stable and machine-readable, e.g. `unknown_staff`. Clients may switch on it, so a code is
  /// never renamed and never used for a second meaning.
  public struct Code: RawRepresentable, Sendable, Hashable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  /// What kind of remedy the caller has; the RPC status code and the CLI's exit code follow from
  /// it.
  public enum Category: String, Sendable, CaseIterable {
    /// The input is wrong by itself.
    case invalid
    /// Something that the input names is not there.
    case notFound
    /// It is there already, with other content.
    case conflict
    /// The input is right, but not in the present state.
    case precondition
    /// The caller is not known, so nobody can say what it may do.
    case unknownCaller
    /// The caller may not do this.
    case denied
    /// A limit, a quota or the disk is used up.
    case exhausted
    /// The service cannot answer now; the same request may succeed later.
    case unavailable
    /// Stored data are damaged.
    case dataLoss
    /// A plugin or this program is at fault.
    case fault
  }

  public var code: Code
  public var category: Category
  public var text: Bilingual
  /// How to mend it.
  public var remedy: Bilingual?
  /// The clause of the standard that is broken, e.g. `9.2.2`.
  public var clause: String?
  /// The request field or policy parameter that is wrong.
  public var field: String?
  /// Where in an imported file it is.
  public var place: Place?

  public init(
    _ code: Code, _ category: Category, zh: String, en: String, remedy: Bilingual? = nil,
    clause: String? = nil, field: String? = nil, place: Place? = nil
  ) {
    self.code = code
    self.category = category
    self.text = Bilingual(zh: zh, en: en)
    self.remedy = remedy
    self.clause = clause
    self.field = field
    self.place = place
  }

  /// A place in an imported file.
  public struct Place: Sendable, Hashable {
    /// The file's name without a folder, e.g. `punches.csv`.
    public var file: String
    /// 1 is the header. A record that spans lines is at its first.
    public var line: Int?
    /// The column's name; several are joined by a space.
    public var column: String?

    public init(file: String, line: Int? = nil, column: String? = nil) {
      self.file = file
      self.line = line
      self.column = column
    }
  }
}

extension Problem.Place: CustomStringConvertible {
  /// `punches.csv:3:at`, with the parts that are known.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if let column { text += ":\(column)" }
    return text
  }
}

/// All that is wrong with one input, ordered by file, line and column.
public struct ProblemReport: Error, Sendable, Hashable {
  /// How many problems a report shows; the rest are counted.
  public static let shownAtMost = 100

  /// At most `shownAtMost`.
  public var problems: [Problem]
  /// How many more there are.
  public var more: Int

  public init(problems: [Problem], more: Int = 0) {
    self.problems = problems
    self.more = more
  }
}

import Rules

/// The codes that reference columns point into, while the files of a folder are read.
struct References: Sendable {
  /// What a code that is not in the table means.
  enum Unknown: Sendable {
    /// An error.
    case refused
    /// Nothing to say: the file that would list it is missing or broken, which is the error.
    case passed
    /// A code of its own: neither file nor store lists such codes.
    case added
  }

  struct Codes: Sendable {
    var table = CodeTable()
    /// The table's codes by their numbers, where they have such.
    var numeric: NumericCodes?
    var unknown = Unknown.refused
    /// Codes of rows that are in error: naming one of them is no further error.
    var inError = CodeTable()
  }

  static let kinds = (RecordKind.all + RecordKind.namesOnly).filter { kind in
    RecordKind.all.contains { other in
      other.columns.contains { $0.type == .reference(to: kind.name) }
    }
  }.map(\.name)

  /// The parameters and dimensions that the county has.
  var schema = PolicySchema.standard

  /// In the order of `kinds`.
  var codes = Array(repeating: Codes(), count: kinds.count)

  func position(of kind: String) -> Int { Self.kinds.firstIndex(of: kind) ?? 0 }

  func isReferredTo(_ kind: RecordKind) -> Bool { Self.kinds.contains(kind.name) }

  /// Lets codes of a kind pass whose file is broken.
  mutating func pass(_ kind: RecordKind) {
    if isReferredTo(kind) { self[kind.name].unknown = .passed }
  }

  subscript(_ kind: String) -> Codes {
    get { codes[position(of: kind)] }
    set { codes[position(of: kind)] = newValue }
  }
}

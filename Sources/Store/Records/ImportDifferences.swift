/// What an import changed, or would change.
public struct ImportDifferences: Sendable, Hashable {
  /// By kind, in the order of the standard's table; kinds without a record in the import are left
  /// out.
  public var kinds: [Kind] = []

  public struct Kind: Sendable, Hashable {
    /// The kind's name, e.g. `leaves`.
    public var kind: String
    public var inserted: Int = 0
    public var updated: Int = 0
    public var unchanged: Int = 0
    /// The first updates, at most `StoreLimits.examplesPerKind`.
    public var examples: [Example] = []
  }

  /// One value that an update replaces, as it would be written in the file.
  public struct Example: Sendable, Hashable {
    /// The key columns' values, joined by a blank.
    public var key: String
    public var column: String
    public var before: String
    public var after: String
  }

  public var inserted: Int { kinds.reduce(0) { $0 + $1.inserted } }
  public var updated: Int { kinds.reduce(0) { $0 + $1.updated } }
  public var unchanged: Int { kinds.reduce(0) { $0 + $1.unchanged } }
}

/// How far an import is.
public struct ImportProgress: Sendable, Hashable {
  /// The kind at work.
  public var kind: String
  /// Records done, of all kinds.
  public var done: Int
  public var total: Int
}

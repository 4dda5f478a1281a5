/// What must hold between the values of one row. It is asked only where each of them is right by
/// itself; the last column named is the one at fault.
public enum RowRule: Sendable, Hashable {
  /// The second value, where there is one, is greater than the first.
  case after(String, String)
  /// The second value, where there is one, is not less than the first.
  case notBefore(String, String)
  /// The values rise; the later of the first pair that does not is at fault.
  case rising([String])
  /// (first date, first session) is not after (last date, last session).
  case sessions(from: String, String, to: String, String)
  /// A self review's reviewer is the member; a peer's or leader's is not.
  case reviewer(String, source: String, member: String)
  /// The value is one of the named policy parameter.
  case policyValue(name: String, value: String)
  /// The text is an id: `[a-z][a-z0-9_]{0,31}`.
  case id(String)
}

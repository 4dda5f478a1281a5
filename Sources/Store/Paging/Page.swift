/// A page of a list, and what to ask for the next one.
public struct Page<Element: Sendable>: Sendable {
  public var items: [Element]
  /// Opaque and bound to the filter; nil on the last page.
  public var nextToken: String?
}

/// Names (lower case) and values that go with a call. A name may stand more than once.
public struct Metadata: Sendable, Hashable {
  public private(set) var entries: [(name: String, value: String)] = []

  public init() {}

  public static func == (a: Metadata, b: Metadata) -> Bool {
    a.entries.elementsEqual(b.entries) { $0 == $1 }
  }

  public func hash(into hasher: inout Hasher) {
    for (name, value) in entries {
      hasher.combine(name)
      hasher.combine(value)
    }
  }

  public mutating func append(_ name: String, _ value: String) {
    entries.append((name.lowercased(), value))
  }

  /// The first value of the name.
  public subscript(_ name: String) -> String? {
    entries.first { $0.name == name }?.value
  }
}

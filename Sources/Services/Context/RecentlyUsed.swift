/// Keeps a few values: one more lets go of the one that nobody has asked for the longest.
struct RecentlyUsed<Key: Hashable, Value> {
  private let most: Int
  private var entries: [Key: (value: Value, use: Int)] = [:]
  private var uses = 0

  init(most: Int) { self.most = most }

  subscript(_ key: Key) -> Value? {
    mutating get {
      guard let value = entries[key]?.value else { return nil }
      uses += 1
      entries[key] = (value, uses)
      return value
    }
    set {
      uses += 1
      entries[key] = newValue.map { ($0, uses) }
      while entries.count > most, let oldest = entries.min(by: { $0.value.use < $1.value.use }) {
        entries[oldest.key] = nil
      }
    }
  }
}

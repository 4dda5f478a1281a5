/// Message types by full name.
public struct MessageRegistry: Sendable {
  private let types: [String: MessageType]

  public init(types: [MessageType]) {
    self.types = Dictionary(types.map { ($0.name, $0) }) { first, _ in first }
  }

  /// - Parameter name: e.g. `windowstaff.v1.MonthResult`.
  public func message(named name: String) -> MessageType? { types[name] }

  /// All full names, sorted.
  public var names: [String] { types.keys.sorted() }
}

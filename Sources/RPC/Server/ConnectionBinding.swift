import Synchronization

/// What a connection has proved about itself (an identity, a county): set once, by the method that
/// authenticates, and seen by every later call of the connection.
public final class ConnectionBinding: Sendable {
  private let stored = Mutex<(any Sendable)?>(nil)

  /// Whether the connection may carry the calls of several callers, so that it cannot be bound.
  public let isShared: Bool

  public init(isShared: Bool = false) { self.isShared = isShared }

  /// Binds the value. False, and nothing changes, when the connection is bound already, or shared.
  public func bind(_ value: any Sendable) -> Bool {
    stored.withLock { current in
      guard current == nil, !isShared else { return false }
      current = value
      return true
    }
  }

  /// The bound value, when it is of this type.
  public func value<Value: Sendable>(as type: Value.Type = Value.self) -> Value? {
    stored.withLock { $0 as? Value }
  }
}

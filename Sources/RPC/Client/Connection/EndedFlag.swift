import Synchronization

/// Whether a connection takes no calls any more, for threads that are not its own.
final class EndedFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .acquiring) }

  func set() { flag.store(true, ordering: .releasing) }
}

import Synchronization

/// What a handler sends besides its messages. What stands in neither part when it is sent is not
/// sent.
public final class AnswerMetadata: Sendable {
  private let stored = Mutex((leading: Metadata(), trailing: Metadata()))

  package init() {}

  /// Sent before the first message.
  public var leading: Metadata {
    get { stored.withLock { $0.leading } }
    set { stored.withLock { $0.leading = newValue } }
  }

  /// Sent after the last message, with the status.
  public var trailing: Metadata {
    get { stored.withLock { $0.trailing } }
    set { stored.withLock { $0.trailing = newValue } }
  }
}

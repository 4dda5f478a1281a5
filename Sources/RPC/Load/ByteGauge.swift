import Synchronization

/// Bytes held at this moment, against their limit.
package final class ByteGauge: Sendable {
  let limit: Int
  private let held = Atomic(0)

  init(limit: Int) { self.limit = limit }

  var current: Int { held.load(ordering: .relaxed) }

  var isOver: Bool { current > limit }

  func add(_ bytes: Int) { held.wrappingAdd(bytes, ordering: .relaxed) }

  func remove(_ bytes: Int) { held.wrappingSubtract(bytes, ordering: .relaxed) }
}

/// The three gauges for which a call's bytes count.
package struct CallBytes: Sendable {
  let connection: ByteGauge
  /// nil: the caller is nobody in particular.
  let caller: ByteGauge?
  let server: ByteGauge

  package func add(_ bytes: Int) {
    connection.add(bytes)
    caller?.add(bytes)
    server.add(bytes)
  }

  package func remove(_ bytes: Int) {
    connection.remove(bytes)
    caller?.remove(bytes)
    server.remove(bytes)
  }

  /// The nearest limit that is passed.
  package var refusal: Refusal? {
    if connection.isOver { return Refusal(.connectionBytes, limit: connection.limit) }
    if let caller, caller.isOver { return Refusal(.callerBytes, limit: caller.limit) }
    return server.isOver ? Refusal(.serverBytes, limit: server.limit) : nil
  }
}

/// Keeps a call's gauges in step with one of its queues, in steps, so that small messages that come
/// and go cost nothing.
struct QueueBytes: Sendable {
  private static let step = 16 << 10

  private let gauges: CallBytes?
  private var counted = 0

  init(_ gauges: CallBytes?) { self.gauges = gauges }

  /// - Returns: the limit that is passed, when the queue has grown.
  mutating func follow(_ bytes: Int) -> Refusal? {
    let wanted = (bytes + Self.step - 1) / Self.step * Self.step
    if wanted > counted {
      gauges?.add(wanted - counted)
      counted = wanted
      return gauges?.refusal
    }
    if wanted + 2 * Self.step <= counted { settle(wanted) }
    return nil
  }

  var isServerOver: Bool { gauges?.server.isOver == true }

  /// The queue is gone.
  mutating func end() { settle(0) }

  private mutating func settle(_ wanted: Int) {
    gauges?.remove(counted - wanted)
    counted = wanted
  }
}

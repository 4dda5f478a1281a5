public import RPC
internal import Synchronization

/// How many calls ended how, and how long they took, by method.
public final class CallMetrics: Sendable {
  /// Upper bounds of the buckets in microseconds: three a decade from the shortest inline call to
  /// the longest import; a last bucket takes the rest.
  static let boundsMicroseconds: [Int64] = [
    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000,
    500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 60_000_000,
  ]

  /// gRPC's codes 0 to 16; any other counts as unknown.
  static let statusCount = 17

  struct Counts: Sendable, Hashable {
    var statuses = [Int64](repeating: 0, count: CallMetrics.statusCount)
    /// One more than there are bounds. Not cumulative.
    var buckets = [Int64](repeating: 0, count: CallMetrics.boundsMicroseconds.count + 1)
    var durationNanoseconds: Int64 = 0
    /// Of messages alone, without what the protocol puts around them.
    var bytesIn: Int64 = 0
    var bytesOut: Int64 = 0
  }

  /// One method's counts, which its calls add to without looking anything up.
  final class Slot: Sendable {
    let method: String
    private let counts = Mutex(Counts())

    init(_ method: String) { self.method = method }

    func add(_ status: StatusCode, nanoseconds: Int64, bytesIn: Int = 0, bytesOut: Int = 0) {
      let micros = nanoseconds / 1000
      let bounds = CallMetrics.boundsMicroseconds
      let bucket = bounds.firstIndex { micros <= $0 } ?? bounds.count
      let code = Int(status.rawValue)
      counts.withLock {
        $0.statuses[$0.statuses.indices.contains(code) ? code : 2] += 1
        $0.buckets[bucket] += 1
        $0.durationNanoseconds += nanoseconds
        $0.bytesIn += Int64(bytesIn)
        $0.bytesOut += Int64(bytesOut)
      }
    }

    var current: Counts { counts.withLock { $0 } }
  }

  private let slots = Mutex<[MethodName: Slot]>([:])

  public init() {}

  /// The method's counts, made at the first use: for when the table of methods is made.
  func slot(_ method: MethodName) -> Slot {
    slots.withLock { slots in
      if let known = slots[method] { return known }
      let slot = Slot(method.description)
      slots[method] = slot
      return slot
    }
  }

  /// The methods that were called at all, by name.
  var all: [(method: String, counts: Counts)] {
    slots.withLock { Array($0.values) }.map { ($0.method, $0.current) }
      .filter { $0.1.statuses.contains { $0 > 0 } }
      .sorted { $0.method < $1.method }
  }
}

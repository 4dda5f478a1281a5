internal import Rules
internal import Store
internal import Synchronization

/// One run of a period at a time: a second one would only repeat the first one's work.
final class RunGate: Sendable {
  private struct Key: Hashable {
    let county: String
    let period: AppraisalPeriod
  }

  private let running = Mutex<Set<Key>>([])

  func enter(_ county: String, _ period: AppraisalPeriod) throws {
    let isFree = running.withLock { $0.insert(Key(county: county, period: period)).inserted }
    guard isFree else { throw Problem.runInProgress(period.text) }
  }

  func leave(_ county: String, _ period: AppraisalPeriod) {
    running.withLock { _ = $0.remove(Key(county: county, period: period)) }
  }
}

extension AppraisalPeriod {
  /// `YYYY-MM` or `YYYY`.
  var text: String {
    switch self {
    case .month(let month): "\(month)"
    case .year(let year): "\(year)"
    }
  }
}

/// How long to wait before the next try: each time longer, and never all clients at once.
public struct Backoff: Sendable {
  /// The first pause, about the time that a server takes to start again.
  public var first: Duration = .milliseconds(100)
  /// The longest pause: a server that is back is found within this time.
  public var longest: Duration = .seconds(10)

  public init() {}

  /// - Parameters:
  ///   - failures: how many tries have failed one after the other, from 1.
  ///   - random: any number.
  /// - Returns: `first` times 1.6 for each further failure, at most `longest`; then up to a fifth
  ///   more or less. The factor and the spread are those of gRPC's connection backoff.
  public func pause(afterFailures failures: Int, random: UInt64) -> Duration {
    var pause = first
    for _ in 1..<max(failures, 1) where pause < longest { pause = pause * 8 / 5 }
    pause = min(pause, longest)
    let thousandths = Int(random % 401) - 200
    return pause + pause * thousandths / 1000
  }
}

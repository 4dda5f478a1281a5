import WindowStaffProto

/// Methods with their counts as a table.
struct MetricsTable {
  let output: OutputOptions

  private static let ownPackage = "windowstaff.v1."

  func text(_ metrics: GetMetricsResponse) -> String {
    var table = Table([
      .init(output.say("方法", "method")), .init(output.say("次数", "calls"), .right),
      .init(output.say("失败", "failed"), .right), .init("p50", .right), .init("p99", .right),
      .init(output.say("平均", "mean"), .right), .init(output.say("收 (KiB)", "in (KiB)"), .right),
      .init(output.say("发 (KiB)", "out (KiB)"), .right), .init(output.say("状态", "statuses")),
    ])
    for method in metrics.methods {
      let calls = method.statuses.reduce(0) { $0 + $1.count }
      let fine = method.statuses.first { $0.status == "OK" }?.count ?? 0
      let histogram = Histogram(bounds: metrics.bucketBoundsUs, buckets: method.buckets)
      let name = method.method
      table.append([
        name.hasPrefix(Self.ownPackage) ? String(name.dropFirst(Self.ownPackage.count)) : name,
        String(calls), String(calls - fine), histogram.quantile(50), histogram.quantile(99),
        calls == 0 ? "" : Histogram.text(microseconds: method.durationUs / calls),
        String(method.bytesIn / 1024), String(method.bytesOut / 1024),
        method.statuses.map { "\($0.status) \($0.count)" }.joined(separator: ", "),
      ])
    }
    return table.text()
  }
}

/// Durations by bucket.
struct Histogram {
  /// Upper bounds in microseconds, rising; a last bucket takes what is longer.
  let bounds: [Int64]
  /// One more than there are bounds.
  let buckets: [Int64]

  /// The least bound that so many of a hundred durations have not passed: `≤ 250 µs`, or `> 60 s`
  /// where none is that wide; empty when there are no durations.
  func quantile(_ percent: Int64) -> String {
    let count = buckets.reduce(0, +)
    guard count > 0 else { return "" }
    let rank = (count * percent + 99) / 100
    var sum: Int64 = 0
    for (bound, bucket) in zip(bounds, buckets) {
      sum += bucket
      if sum >= rank { return "≤ " + Self.text(microseconds: bound) }
    }
    return "> " + Self.text(microseconds: bounds.last ?? 0)
  }

  /// `250 µs`, `2.5 ms`, `60 s`: to a tenth, cut off.
  static func text(microseconds: Int64) -> String {
    switch microseconds {
    case ..<1000: "\(microseconds) µs"
    case ..<1_000_000: tenths(microseconds / 100) + " ms"
    default: tenths(microseconds / 100_000) + " s"
    }
  }

  private static func tenths(_ tenths: Int64) -> String {
    tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
  }
}

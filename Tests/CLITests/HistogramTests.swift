import Testing

@testable import windowstaff

@Suite struct HistogramTests {
  private let bounds: [Int64] = [10, 250, 2_500, 60_000_000]

  @Test("A quantile is the least bound that so many durations have not passed")
  func quantiles() {
    let even = Histogram(bounds: bounds, buckets: [50, 49, 1, 0, 0])
    #expect(even.quantile(50) == "≤ 10 µs")
    #expect(even.quantile(99) == "≤ 250 µs")
    #expect(even.quantile(100) == "≤ 2.5 ms")
    #expect(Histogram(bounds: bounds, buckets: [0, 0, 0, 0, 3]).quantile(50) == "> 60 s")
    #expect(Histogram(bounds: bounds, buckets: [0, 1, 0, 0, 0]).quantile(99) == "≤ 250 µs")
    #expect(Histogram(bounds: bounds, buckets: [0, 0, 0, 0, 0]).quantile(50) == "")
    #expect(Histogram(bounds: [], buckets: []).quantile(50) == "")
  }

  @Test("Durations are said in the unit that fits, to a tenth")
  func durations() {
    let expected: [(Int64, String)] = [
      (0, "0 µs"), (999, "999 µs"), (1_000, "1 ms"), (2_599, "2.5 ms"), (999_999, "999.9 ms"),
      (1_000_000, "1 s"), (60_000_000, "60 s"),
    ]
    for (microseconds, text) in expected {
      #expect(Histogram.text(microseconds: microseconds) == text)
    }
  }
}

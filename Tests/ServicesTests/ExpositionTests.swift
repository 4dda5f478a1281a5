import Testing

@testable import Services

@Suite struct ExpositionTests {
  @Test("Seconds are decimal to the nanosecond, without floating point")
  func seconds() {
    let expected: [(Int64, String)] = [
      (0, "0"), (1, "0.000000001"), (10_000, "0.00001"), (250_000_000, "0.25"),
      (1_000_000_000, "1"), (60_000_000_000, "60"),
      (9_223_372_036_854_775_807, "9223372036.854775807"),
    ]
    for (nanoseconds, text) in expected {
      #expect(Exposition.seconds(nanoseconds: nanoseconds) == text)
    }
  }

  @Test("A label's value cannot end its label or its line")
  func labels() {
    var page = Exposition()
    page.family("calls", .counter, "Calls.")
    page.sample("calls", [("method", "a\"b\\c\nd")], is: "1")
    #expect(
      page.text
        == "# HELP calls Calls.\n# TYPE calls counter\ncalls{method=\"a\\\"b\\\\c\\nd\"} 1\n")
  }
}

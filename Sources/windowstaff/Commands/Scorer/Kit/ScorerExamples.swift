import Rules
import Scoring

/// A scorer's examples: a line has the facts of one member's month and the score that must come
/// out, under the parameters' defaults.
///
///     late,adjustment,score
///     3,0,94.00
struct ScorerExamples {
  private let file: String
  private let columns: [String]
  private let rows: [(line: Int, values: [String])]

  /// - Throws: `unreadable_file`, `scorer_example` for a line that is none.
  init(path: String) throws(Problem) {
    file = String(path.split(separator: "/").last ?? "")
    let lines = try InputFile.text(path)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .map { (line: $0 + 1, values: $1.split(separator: ",").map(String.init)) }
      .filter { !$0.values.isEmpty }
    columns = lines.first?.values ?? []
    rows = Array(lines.dropFirst())
    for row in rows where row.values.count != columns.count {
      throw problem(row.line, zh: "列数与表头不同", en: "has not as many values as the header")
    }
  }

  var count: Int { rows.count }

  /// - Throws: `scorer_example` for the first that comes to something else.
  func check(_ host: any ScorerHost) throws(Problem) {
    let scorer = host.scorers[0]
    let names = scorer.facts.map { fact in
      // In the ABI a scorer calls those of its own dimension so.
      fact.rawValue == "\(scorer.dimension.rawValue)_adjustment"
        ? FactCatalogue.adjustmentName : fact.rawValue
    }
    for column in columns where column != "score" && !names.contains(column) {
      throw problem(1, zh: "插件不读取事实 \(column)", en: "the scorer does not read \(column)")
    }
    for row in rows {
      let values = Dictionary(zip(columns, row.values)) { first, _ in first }
      let facts = names.map { Int64(values[$0] ?? "0") }
      guard case .value(let expected) = hundredths(Array((values["score"] ?? "").utf8)),
        !facts.contains(nil)
      else { throw problem(row.line, zh: "有不是数字的值", en: "a value is no number") }
      let steps = try host.explain(
        0, facts: facts.compactMap(\.self), parameters: scorer.parameters.map(\.defaultValue))
      let score = steps.reduce(10_000) { $0 + $1.centipoints }
      guard score == expected else {
        throw problem(
          row.line, zh: "应得 \(hundredthsText(expected))，实得 \(hundredthsText(score))",
          en: "should come to \(hundredthsText(expected)), comes to \(hundredthsText(score))")
      }
    }
  }

  private func problem(_ line: Int, zh: String, en: String) -> Problem {
    Problem(
      .scorerExample, .invalid, zh: zh, en: en,
      remedy: Bilingual(
        zh: "改正插件或示例：整数的事实，score 列为分数",
        en: "mend the scorer or the example: facts are whole numbers, score is in points"),
      place: Problem.Place(file: file, line: line))
  }
}

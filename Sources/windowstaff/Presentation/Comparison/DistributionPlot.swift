import Rules
import Scoring

/// How many members have which total, before and after, as a picture (SVG) that needs nothing else.
struct DistributionPlot {
  let before: [Int]
  let after: [Int]
  let title: String
  let output: OutputOptions

  // In the picture's own units.
  private static let width = 760
  private static let height = 300
  private static let left = 48
  private static let right = 16
  private static let top = 44
  private static let bottom = 40
  private static let beforeColour = "#9aa5b1"
  private static let afterColour = "#1f6fb2"
  /// So many labels fit below the bars.
  private static let labelsMax = 12

  func svg() -> String {
    let bins = shownBins
    let most = max(1, bins.map { max(before[$0], after[$0]) }.max() ?? 1)
    let scale = Self.niceTop(most)
    let plotWidth = Self.width - Self.left - Self.right
    let step = plotWidth / bins.count
    let bar = max(2, (step - 3) / 2)
    var body = grid(scale)
    let every = (bins.count + Self.labelsMax - 1) / Self.labelsMax
    for (place, bin) in bins.enumerated() {
      let x = Self.left + place * step + (step - 2 * bar) / 2
      body += rectangle(x, before[bin], scale, bar, Self.beforeColour, bin)
      body += rectangle(x + bar, after[bin], scale, bar, Self.afterColour, bin)
      if place % every == 0 {
        body += text(x + bar, Self.height - Self.bottom + 16, "\(bin)", anchor: "middle")
      }
    }
    body += text(
      Self.left + plotWidth / 2, Self.height - 8, output.say("总分（分）", "total (points)"),
      anchor: "middle")
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(Self.height)" \
      width="\(Self.width)" height="\(Self.height)" role="img" \
      font-family="'Noto Sans CJK SC','Source Han Sans SC',sans-serif" font-size="12">
      <title>\(title)</title>
      <rect width="\(Self.width)" height="\(Self.height)" fill="#ffffff"/>
      \(text(Self.left, 18, title, size: 14))\(legend)\(body)</svg>

      """
  }

  /// From the lowest total to the highest, with one empty point on each side.
  private var shownBins: [Int] {
    let used = before.indices.filter { before[$0] > 0 || after[$0] > 0 }
    let low = max(0, (used.first ?? 0) - 1)
    let high = min(before.count - 1, max((used.last ?? 100) + 1, low + 9))
    return Array(low...high)
  }

  private func grid(_ scale: Int) -> String {
    (0...4).map { part in
      let value = scale * part / 4
      let y = y(value, scale)
      return """
        <line x1="\(Self.left)" y1="\(y)" x2="\(Self.width - Self.right)" y2="\(y)" \
        stroke="#e3e7eb"/>

        """ + text(Self.left - 6, y + 4, "\(value)", anchor: "end")
    }.joined()
  }

  private var legend: String {
    let labels = [
      (Self.beforeColour, output.say("现行", "now")), (Self.afterColour, output.say("改后", "then")),
    ]
    return labels.enumerated().map { place, label in
      let x = Self.width - Self.right - 150 + 80 * place
      return """
        <rect x="\(x)" y="8" width="12" height="12" fill="\(label.0)"/>

        """ + text(x + 18, 18, label.1)
    }.joined()
  }

  private func rectangle(
    _ x: Int, _ count: Int, _ scale: Int, _ width: Int, _ colour: String, _ bin: Int
  ) -> String {
    guard count > 0 else { return "" }
    let y = y(count, scale)
    return """
      <rect x="\(x)" y="\(y)" width="\(width)" height="\(Self.height - Self.bottom - y)" \
      fill="\(colour)"><title>\(bin): \(count)</title></rect>

      """
  }

  private func y(_ count: Int, _ scale: Int) -> Int {
    let plotHeight = Self.height - Self.top - Self.bottom
    return Self.height - Self.bottom - count * plotHeight / scale
  }

  private func text(
    _ x: Int, _ y: Int, _ content: String, anchor: String = "start", size: Int = 12
  ) -> String {
    """
    <text x="\(x)" y="\(y)" text-anchor="\(anchor)" font-size="\(size)" fill="#333333">\
    \(escaped(content))</text>

    """
  }

  /// The least of 4, 8, 20, 40, 80, 200, … that the highest bar fits under: quarters are whole.
  private static func niceTop(_ most: Int) -> Int {
    var unit = 4
    while true {
      for factor in [1, 2, 5] where unit * factor >= most { return unit * factor }
      unit *= 10
    }
  }
}

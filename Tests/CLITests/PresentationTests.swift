import RPC
import Rules
import Synchronization
import Testing

@testable import windowstaff

@Suite struct PresentationTests {
  private let problem = Problem(
    .init(rawValue: "unknown_staff"), .invalid, zh: "没有人员 S9", en: "there is no member S9",
    remedy: Bilingual(zh: "先登记", en: "add the member first"), clause: "9.2.2",
    place: .init(file: "punches.csv", line: 2, column: "staff_no"))
  private let plain = Style(noColor: true, isTerminal: true)

  @Test("A problem names its code, place, clause and remedy in the reader's language")
  func problemText() {
    #expect(
      ProblemText(language: .zh, style: plain).text(problem) == """
        错误 [unknown_staff] punches.csv:2:staff_no: 没有人员 S9（条款 9.2.2）
          如何修正: 先登记

        """)
    #expect(
      ProblemText(language: .en, style: plain).text(problem) == """
        error [unknown_staff] punches.csv:2:staff_no: there is no member S9 (clause 9.2.2)
          remedy: add the member first

        """)
  }

  @Test("A report that hides problems says how many")
  func more() {
    let report = ProblemReport(problems: [problem], more: 7)
    #expect(
      ProblemText(language: .en, style: plain).text(report).hasSuffix(
        "7 more problems are not shown.\n"))
  }

  @Test("Every category of problems and every status but OK ends with a failing exit code")
  func exitCodes() {
    for category in Problem.Category.allCases {
      #expect(ExitStatus(category) != .success)
    }
    for code in Int32(1)...16 {
      #expect(ExitStatus(StatusCode(rawValue: code)) != .success)
    }
    #expect(Set(Problem.Category.allCases.map { ExitStatus($0) }).count == 9)
  }

  @Test("The bar is full exactly when all is done, and a length that grows never overflows it")
  func bar() {
    #expect(ProgressBar.bar("计算", done: 0, total: 4).contains("  0%  0/4"))
    #expect(!ProgressBar.bar("计算", done: 399, total: 400).contains("100%"))
    #expect(ProgressBar.bar("计算", done: 5, total: 4).contains("100%"))
  }

  @Test("Off a terminal, progress is one line a stage")
  func sparseProgress() {
    let lines = Mutex<[String]>([])
    let bar = ProgressBar(isTerminal: false) { line in lines.withLock { $0.append(line) } }
    for done in 0...3 { bar.show("读取", done: Int64(done), total: 3) }
    bar.show("计算", done: 1, total: 2)
    bar.finishLine()
    #expect(lines.withLock { $0 } == ["读取\n", "计算\n"])
  }

  @Test("JSON text escapes what JSON forbids and keeps Chinese as it is")
  func json() {
    let value = JSONValue.object([
      ("名", .string("a\"\\\n\u{1}王")), ("分", .hundredths(9850)), ("空", .array([])),
    ])
    #expect(
      value.text() == """
        {
          "名": "a\\"\\\\\\n\\u0001王",
          "分": 98.50,
          "空": []
        }
        """)
  }
}

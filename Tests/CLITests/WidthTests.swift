import Testing

@testable import windowstaff

@Suite struct WidthTests {
  @Test("A Chinese character takes two columns, a combining mark none")
  func widths() {
    #expect("abc".terminalWidth == 3)
    #expect("房县政务".terminalWidth == 8)
    #expect("（条款 9.2）".terminalWidth == 12)
    #expect("e\u{301}".terminalWidth == 1)
    #expect("a\u{200B}b\u{FEFF}".terminalWidth == 2)
    #expect("𠀀ｱ─".terminalWidth == 4)
    #expect("".terminalWidth == 0)
  }

  @Test("Padding counts columns, not characters, and never cuts")
  func padding() {
    #expect("王芳".padded(to: 6, .left) == "王芳  ")
    #expect("98.50".padded(to: 6, .right) == " 98.50")
    #expect("政务服务".padded(to: 3, .left) == "政务服务")
  }

  @Test("A control character in a record reaches no terminal")
  func controls() {
    var table = Table([.init("姓名"), .init("备注")])
    table.append(["王\u{1B}[31m\n芳", "\u{9B}x\r"])
    #expect(!table.text().contains("\u{1B}") && table.text().hasSuffix("\n王�[31m�芳  �x�\n"))
  }

  @Test("Every row of a table reaches each column at the same place")
  func table() {
    var table = Table([.init("姓名"), .init("总分", .right), .init("备注")])
    table.append(["王芳", "98.50", ""])
    table.append(["Ann", "7.00", "一票否决"])
    #expect(
      table.text() == """
        姓名   总分  备注
        ────  ─────  ────────
        王芳  98.50
        Ann    7.00  一票否决

        """)
  }
}

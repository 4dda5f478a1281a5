import Rules
import Testing

@Suite("Numbers of people are checked before they are kept, and shown masked")
struct PersonNumberTests {
  private let today = Day("2025-10-31")!

  @Test(
    "numbers that are right",
    arguments: ["11010519491231002X", "440524188001010014", "11010519491231002x"])
  func right(_ text: String) throws {
    #expect(try IDCardNumber(text, today: today).text == text.uppercased())
  }

  @Test(
    "what is wrong is told",
    arguments: [
      ("110105194912310021", IDCardNumber.Fault.checkDigit), ("01010519491231002X", .region),
      ("11010519490231002X", .birthDate), ("110105202512310026", .birthDate),
      ("110105491231002", .form), ("1101051949123100２X", .form), ("", .form),
    ])
  func wrong(_ text: String, _ fault: IDCardNumber.Fault) {
    #expect(throws: fault) { try IDCardNumber(text, today: today) }
  }

  @Test("every single digit that is mistyped is found")
  func mistyped() throws {
    let right = Array("440524188001010014")
    for position in 0..<18 {
      for digit in "0123456789" where digit != right[position] {
        var text = right
        text[position] = digit
        #expect(throws: IDCardNumber.Fault.self) {
          try IDCardNumber(String(text), today: today)
        }
      }
    }
  }

  @Test("the birth date is read; the mask keeps province and last two")
  func parts() throws {
    let number = try IDCardNumber("11010519491231002X", today: today)
    #expect(number.birthDay == Day("1949-12-31"))
    #expect(number.masked == "11**************2X")
    #expect(number.masked.count == number.text.count)
  }

  @Test("phones in the forms that people write")
  func phones() {
    #expect(PhoneNumber("138 1234-5678")?.text == "13812345678")
    #expect(PhoneNumber("+8613812345678")?.masked == "138****5678")
    #expect(PhoneNumber("0719-3221234")?.masked == "071****1234")
    for wrong in ["12345678901", "1381234567", "138123456789", "00123456789", "1381234567a", ""] {
      #expect(PhoneNumber(wrong) == nil, "\(wrong)")
    }
  }
}

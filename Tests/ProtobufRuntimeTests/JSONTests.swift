import NIOCore
import ProtobufRuntime
import SampleProto
import Testing

@Suite("Messages as JSON")
struct JSONTests {
  @Test("every kind of field comes back from JSON as it was, however it is written")
  func roundTrip() throws {
    for isPretty in [false, true] {
      for includesDefaults in [false, true] {
        for keepsProtoNames in [false, true] {
          let format = JSONFormat(
            isPretty: isPretty, includesDefaults: includesDefaults,
            keepsProtoNames: keepsProtoNames)
          #expect(try Everything(json: Everything.full.json(format: format)) == .full)
        }
      }
    }
  }

  @Test("fields are written in canonical form")
  func canonical() throws {
    let value = Everything(
      doubleValue: 2, int64Value: -5, uint64Value: .max, boolValue: true,
      stringValue: "a\"\n\u{1}窗",
      bytesValue: [0xfb, 0xff], color: .darkRed, leaf: Leaf(), int32s: [1, -2],
      colors: [.unrecognized(99)], labels: ["b": "2", "a": "1"], leavesByNumber: [7: Leaf()],
      choice: .count(0), note: "", mixedCaseName: 3)
    #expect(
      try value.json()
        == #"{"doubleValue":2,"int64Value":"-5","uint64Value":"18446744073709551615","#
        + #""boolValue":true,"stringValue":"a\"\n\u0001窗","bytesValue":"+/8=","#
        + #""color":"COLOR_DARK_RED","leaf":{},"int32s":[1,-2],"colors":[99],"#
        + #""labels":{"a":"1","b":"2"},"leavesByNumber":{"7":{}},"count":"0","note":"","#
        + #""mixedCaseName":3}"#)
    #expect(try Everything().json() == "{}")
    #expect(
      try Leaf(name: "a").json(format: JSONFormat(isPretty: true, includesDefaults: true))
        == "{\n  \"name\": \"a\",\n  \"number\": \"0\"\n}")
    #expect(
      try Everything(doubles: [.nan, -.infinity]).json() == #"{"doubles":["NaN","-Infinity"]}"#)
  }

  @Test("every form that the mapping allows is read")
  func lenient() throws {
    let json = """
      { "int32_value": "12", "int64Value": 9007199254740993, "uint32Value": 1e3,
        "sint32Value": -2.0, "double_value": "1.5", "floatValue": 1, "bytesValue": "-_8",
        "color": 7, "leaf": null, "strings": [ ], "boolValue" : false,
        "stringValue": "\\ud83d\\ude00\\u4e59\\/" , "flag": true,"note":null }
      """
    let expected = Everything(
      doubleValue: 1.5, floatValue: 1, int32Value: 12, int64Value: 9_007_199_254_740_993,
      uint32Value: 1000, sint32Value: -2, stringValue: "\u{1F600}乙/", bytesValue: [0xfb, 0xff],
      color: .blue, choice: .flag(true))
    #expect(try Everything(json: json) == expected)
  }

  @Test(
    "what cannot be read is refused with its kind, field and place",
    arguments: [
      ("", .syntax, "", 1, 1), ("{", .syntax, "", 1, 2), ("[]", .syntax, "", 1, 1),
      ("{} x", .syntax, "", 1, 4), (#"{"note":"a",}"#, .syntax, "", 1, 13),
      (#"{"strings":["a",]}"#, .wrongType, "strings[1]", 1, 17),
      (#"{"int32Value": 01}"#, .syntax, "int32Value", 1, 16),
      (#"{"int32Value": 1.}"#, .syntax, "int32Value", 1, 16),
      ("{\"note\":\"a\nb\"}", .syntax, "note", 1, 11),
      (#"{"note":"\x"}"#, .syntax, "note", 1, 11),
      (#"{"note":"\ud800"}"#, .syntax, "note", 1, 12),
      (#"{"nóte": 1}"#, .unknownField, "nóte", 1, 2),
      ("{\"leaf\":\n  {\"名\": 1}}", .unknownField, "leaf.名", 2, 4),
      (
        "{\"leaves\":[{},\n{\"name\":\"窗\", \"numbr\": 1}]}", .unknownField, "leaves[1].numbr", 2,
        14
      ),
      (#"{"note":"a","note":"b"}"#, .duplicateField, "note", 1, 13),
      (#"{"text":"a","count":1}"#, .duplicateField, "count", 1, 13),
      (#"{"labels":{"a":"","a":""}}"#, .duplicateField, #"labels["a"]"#, 1, 19),
      (#"{"note":1}"#, .wrongType, "note", 1, 9),
      (#"{"leaf":1}"#, .wrongType, "leaf", 1, 9),
      (#"{"strings":"a"}"#, .wrongType, "strings", 1, 12),
      (#"{"strings":[null]}"#, .wrongType, "strings[0]", 1, 13),
      (#"{"boolValue":"true"}"#, .wrongType, "boolValue", 1, 14),
      (#"{"int32Value":2147483648}"#, .outOfRange, "int32Value", 1, 15),
      (#"{"int32Value":1.5}"#, .outOfRange, "int32Value", 1, 15),
      (#"{"int32Value":" 1"}"#, .outOfRange, "int32Value", 1, 15),
      (#"{"int32Value":"0x1"}"#, .outOfRange, "int32Value", 1, 15),
      (#"{"uint64Value":-1}"#, .outOfRange, "uint64Value", 1, 16),
      (#"{"int64Value":9223372036854775808}"#, .outOfRange, "int64Value", 1, 15),
      (#"{"floatValue":1e39}"#, .outOfRange, "floatValue", 1, 15),
      (#"{"doubleValue":"inf"}"#, .outOfRange, "doubleValue", 1, 16),
      (#"{"leavesByNumber":{"x":{}}}"#, .outOfRange, #"leavesByNumber["x"]"#, 1, 20),
      (#"{"color":"COLOR_GREEN"}"#, .unknownEnumValue, "color", 1, 10),
      (#"{"bytesValue":"a"}"#, .invalidText, "bytesValue", 1, 15),
      (#"{"bytesValue":"AB=="}"#, .invalidText, "bytesValue", 1, 15),
      (#"{"note":"\u0000"}"#, .invalidText, "note", 1, 9),
    ] as [(String, JSONError.Kind, String, Int, Int)])
  func refused(
    _ json: String, _ kind: JSONError.Kind, _ field: String, _ line: Int, _ column: Int
  ) {
    let error = #expect(throws: JSONError.self) { try Everything(json: json) }
    #expect(error?.kind == kind)
    #expect(error?.field == field)
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test("an unknown field's error says which there are, in both languages")
  func helpful() {
    let error = #expect(throws: JSONError.self) { try Leaf(json: #"{"nam":1}"#) }
    #expect(
      error?.description == "1:2: nam: sample.v1.Leaf has no such field; it has: name, number")
    #expect(error?.chinese == "sample.v1.Leaf 没有此字段；可用字段: name, number")
  }

  @Test("a hundred levels are read and one more is refused")
  func depth() throws {
    let deepest = Everything.nested(100)
    #expect(try Everything(json: deepest.json()) == deepest)
    let tooDeep = String(repeating: #"{"children":["#, count: 100_000)
    let error = #expect(throws: JSONError.self) { try Everything(json: tooDeep) }
    #expect(error?.kind == .tooDeep)
  }

  @Test("a list of empty objects ends at the memory limit")
  func bomb() {
    let json = #"{"elements":[{}"# + String(repeating: ",{}", count: 1 << 18) + "]}"
    let error = #expect(throws: JSONError.self) { try Bomb(json: json) }
    #expect(error?.kind == .tooLarge)
  }

  @Test("JSON by the name of a type is the same as by its Swift value")
  func byName() throws {
    let type = try #require(SampleSchema.messages.message(named: "sample.v1.Everything"))
    let bytes = try type.encode(json: try Everything.full.json())
    #expect(try bytes == Everything.full.encoded())
    #expect(try type.json(decoding: bytes) == Everything.full.json())
    #expect(SampleSchema.messages.message(named: "sample.v1.Nothing") == nil)
  }

  @Test("mutated JSON never crashes, and what is read can be written again")
  func fuzz() throws {
    let whole = Array(try Everything.full.json().utf8)
    var random = SeededRandom(seed: 20_240_602)
    var readable = 0
    for _ in 0..<3_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = whole[Int.random(in: 0..<whole.count, using: &random)]
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8.random(in: 0x20..<0x7f, using: &random), at: place)
        }
      }
      guard let value = try? Everything(json: String(decoding: bytes, as: UTF8.self)) else {
        continue
      }
      readable += 1
      #expect(try Everything(json: value.json()).json() == value.json())
    }
    #expect(readable > 100)
  }
}

import NIOCore
import SampleProto

extension Everything {
  /// Every field set, with values at the ends of their ranges.
  static var full: Everything {
    var value = Everything(
      doubleValue: -0.1, floatValue: 1.5, int32Value: .min, int64Value: .min, uint32Value: .max,
      uint64Value: .max, sint32Value: .min, sint64Value: .min, fixed32Value: .max,
      fixed64Value: .max, sfixed32Value: .min, sfixed64Value: .min, boolValue: true,
      stringValue: "窗口 \"1\"\n\u{1F600}", bytesValue: [0, 1, 254, 255], color: .negative,
      leaf: Leaf(name: "leaf", number: 9_007_199_254_740_993))
    value.doubles = [0, .infinity, 2.2250738585072014e-308]
    value.int32s = [0, -1, .max]
    value.sint64s = [.min, 0, .max]
    value.fixed32s = [1, 2]
    value.bools = [true, false]
    value.strings = ["", "a", "乙"]
    value.byteStrings = [[], [0]]
    value.colors = [.blue, .unrecognized(99), .unspecified]
    value.leaves = [Leaf(), Leaf(name: "b")]
    value.unpacked = [1, -1]
    value.labels = ["": "empty", "键": "值"]
    value.leavesByNumber = [-1: Leaf(name: "minus"), 0: Leaf()]
    value.choice = .tint(.darkRed)
    value.note = ""
    value.default = 1
    value.self_ = 2
    value.class = 3
    value.`init` = 4
    value.mixedCaseName = 5
    value.children = [Everything(stringValue: "child", children: [Everything()])]
    return value
  }

  /// `levels` messages in one another.
  static func nested(_ levels: Int) -> Everything {
    var value = Everything(int32Value: 1)
    for _ in 1..<levels { value = Everything(children: [value]) }
    return value
  }
}

/// The bytes of a length-delimited field.
func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
  varint(number << 3 | 2) + varint(content.count) + content
}

func varint(_ number: Int) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = number
  while rest >= 0x80 {
    bytes.append(UInt8(rest & 0x7f) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(rest)]
}

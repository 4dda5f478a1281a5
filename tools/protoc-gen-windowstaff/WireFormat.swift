/// The little of the protobuf wire format that reading descriptors needs.
///
/// The bytes come from `protoc` itself, so a fault in them ends the program.
struct WireReader {
  enum Value {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)

    var int: Int {
      if case .number(let number) = self { return Int(truncatingIfNeeded: number) }
      return 0
    }
    var string: String {
      if case .bytes(let bytes) = self { return String(decoding: bytes, as: UTF8.self) }
      return ""
    }
    var slice: ArraySlice<UInt8> {
      if case .bytes(let bytes) = self { return bytes }
      return []
    }
    /// A packed list of numbers, or a single one.
    var ints: [Int] {
      guard case .bytes(let bytes) = self else { return [int] }
      var reader = WireReader(bytes)
      var numbers: [Int] = []
      while !reader.atEnd { numbers.append(Int(truncatingIfNeeded: reader.varint())) }
      return numbers
    }
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var atEnd: Bool { rest.isEmpty }

  mutating func varint() -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst() {
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    fail("descriptor data end in the middle of a number")
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    guard count <= rest.count else { fail("descriptor data are cut short") }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func next() -> (field: Int, value: Value)? {
    if atEnd { return nil }
    let key = varint()
    let field = Int(key >> 3)
    switch key & 7 {
    case 0: return (field, .number(varint()))
    case 1: return (field, .bytes(take(8)))
    case 2: return (field, .bytes(take(Int(varint()))))
    case 5: return (field, .bytes(take(4)))
    default: fail("descriptor data hold a group")
    }
  }

  /// Calls `body` for each field of a message.
  static func each(_ bytes: ArraySlice<UInt8>, _ body: (Int, Value) -> Void) {
    var reader = WireReader(bytes)
    while let (field, value) = reader.next() { body(field, value) }
  }
}

/// The writing half.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func number(_ field: Int, _ value: UInt64) {
    varint(UInt64(field) << 3)
    varint(value)
  }

  mutating func data(_ field: Int, _ value: some Collection<UInt8>) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(value.count))
    bytes += value
  }
}

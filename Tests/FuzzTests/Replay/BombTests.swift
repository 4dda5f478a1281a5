import CProtobufC
import NIOCore
import ProtobufRPC
import Testing
import WindowStaffProto

@testable import ProtobufRuntime

/// Bytes made to hurt, for every message of the schema: none costs more than the arena allows, and
/// all that are no message are refused with their reason.
@Suite struct BombTests {
  /// A field of a message type, to aim at.
  struct Field: Sendable, CustomStringConvertible {
    let type: MessageType
    let name: String
    let number: Int

    var description: String { "\(type.name).\(name)" }
  }

  private static let types = WindowStaffSchema.messageTypes.map { $0.messageType }

  private static func fields(
    where isWanted: (ProtobufCFieldDescriptor) -> Bool
  ) -> [Field] {
    types.flatMap { type in
      type.fields.filter(isWanted).map {
        Field(type: type, name: String(cString: $0.name), number: Int($0.id))
      }
    }
  }

  private static let texts = fields { $0.type == PROTOBUF_C_TYPE_STRING }
  private static let flags = fields {
    $0.label != PROTOBUF_C_LABEL_REPEATED && $0.type == PROTOBUF_C_TYPE_BOOL
  }
  private static let messages = fields { $0.type == PROTOBUF_C_TYPE_MESSAGE }
  private static let nestingNumbers = Set(messages.map(\.number)).sorted()
  private static let repeatedMessages = fields {
    $0.label == PROTOBUF_C_LABEL_REPEATED && $0.type == PROTOBUF_C_TYPE_MESSAGE
  }
  private static let repeatedNumbers = fields {
    $0.label == PROTOBUF_C_LABEL_REPEATED && $0.type != PROTOBUF_C_TYPE_MESSAGE
      && $0.type != PROTOBUF_C_TYPE_STRING && $0.type != PROTOBUF_C_TYPE_BYTES
  }

  private static let frame = 4 << 20

  @Test("Nesting as deep as a megabyte allows costs no stack", arguments: nestingNumbers)
  func deepNesting(_ number: Int) {
    // No NUL in it, which is a fault of its own in a text.
    var reversed: [UInt8] = [0x61]
    while reversed.count < 1 << 20 {
      reversed += (key(number, 2) + varint(reversed.count)).reversed()
    }
    let bomb = Array(reversed.reversed())
    for field in Self.messages where field.number == number {
      let kind = refusal(bomb, of: field.type)
      #expect(kind == expectation(ofNesting: UInt32(number), in: field.type), "\(field)")
    }
  }

  /// What comes of fields of the same number inside each other: only a type that holds itself there
  /// nests without end; another ends in a field that takes the rest as its own bytes.
  private func expectation(ofNesting number: UInt32, in type: MessageType) -> WireError.Kind? {
    var seen: Set<MessageType> = []
    var type = type
    while seen.insert(type).inserted {
      guard let field = type.field(number: number)?.pointee else { return nil }
      switch field.type {
      case PROTOBUF_C_TYPE_MESSAGE:
        guard let descriptor = field.descriptor else { return nil }
        type = MessageType(descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self))
      case PROTOBUF_C_TYPE_STRING: return .invalidUTF8
      case PROTOBUF_C_TYPE_BYTES: return nil
      default: return .malformed
      }
    }
    return .tooDeep
  }

  @Test("A length that promises more than follows is refused", arguments: types)
  func hugeCounts(_ type: MessageType) {
    for number in [1, 2, 3, 4, 1000] {
      for length in [1, 1 << 20, 1 << 31, 1 << 32, 1 << 62] {
        #expect(refusal(key(number, 2) + varint(length), of: type) == .malformed)
      }
    }
  }

  @Test("Text that is not UTF-8, or holds a NUL, is refused", arguments: texts)
  func badText(_ field: Field) {
    for text in [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe7, 0xaa]] as [[UInt8]] {
      #expect(refusal(content(field, text), of: field.type) == .invalidUTF8)
    }
    #expect(refusal(content(field, [0x61, 0, 0x62]), of: field.type) == .embeddedNUL)
    #expect(refusal(content(field, [0x61]), of: field.type) == nil)
  }

  @Test("A flag is a number on the wire, and nothing else is one", arguments: flags)
  func flagsOfBytes(_ field: Field) {
    #expect(refusal(content(field, [1]), of: field.type) == .malformed)
    #expect(refusal(key(field.number, 5) + [1, 0, 0, 0], of: field.type) == .malformed)
    #expect(refusal(key(field.number, 0) + [1], of: field.type) == nil)
  }

  @Test("A number that does not end in ten bytes, and a key in five, are refused", arguments: types)
  func overlongVarints(_ type: MessageType) {
    let endless = [UInt8](repeating: 0x80, count: 10) + [0]
    for number in [1, 2, 3, 1000] {
      #expect(refusal(key(number, 0) + endless, of: type) == .malformed)
      #expect(refusal(key(number, 2) + endless, of: type) == .malformed)
    }
    #expect(refusal([0x88, 0x80, 0x80, 0x80, 0x80, 0x00, 0x01], of: type) == .malformed)
  }

  @Test("4 MiB of empty submessages end at the arena's limit", arguments: repeatedMessages)
  func emptySubmessages(_ field: Field) {
    let element = content(field, [])
    let bomb = repeated(element, upTo: Self.frame)
    #expect(refusal(bomb, of: field.type) == .tooLarge)
    #expect(refusal(element, of: field.type) == nil, "and the next message is read")
  }

  @Test("4 MiB of packed numbers stay within the arena's limit", arguments: repeatedNumbers)
  func packedNumbers(_ field: Field) {
    for byte: UInt8 in [0, 1, 0x7f] {
      let bomb = content(field, [UInt8](repeating: byte, count: Self.frame - 8))
      let kind = refusal(bomb, of: field.type)
      #expect(kind == nil || kind == .tooLarge)
    }
    let cut = content(field, [UInt8](repeating: 0x80, count: 64))
    #expect(refusal(cut, of: field.type) == .malformed)
  }

  @Test("Groups, which proto3 has not, are refused", arguments: types)
  func groups(_ type: MessageType) {
    for number in [1, 2, 1000] {
      for wireType in [3, 4, 6, 7] {
        #expect(refusal(key(number, wireType), of: type) == .malformed)
      }
      #expect(refusal(key(number, 3) + key(number, 4), of: type) == .malformed)
    }
  }

  @Test(
    "Fields that nobody knows are passed over, and a frame of them is bounded", arguments: types)
  func unknownFields(_ type: MessageType) {
    let unknown = [
      key(1000, 0) + [1], key(1000, 1) + [UInt8](repeating: 7, count: 8), key(1000, 2) + [1, 7],
      key(1000, 5) + [1, 2, 3, 4],
    ]
    for field in unknown {
      #expect(refusal(field, of: type) == nil)
      #expect(refusal(field.dropLast(), of: type) == .malformed)
    }
    let all = unknown.flatMap { $0 }
    let bomb = repeated(all, upTo: Self.frame >> 4)
    let kind = refusal(bomb, of: type)
    #expect(kind == nil || kind == .tooLarge)
  }

  // MARK: Bytes

  private func refusal(_ bytes: [UInt8], of type: MessageType) -> WireError.Kind? {
    bytes.withUnsafeBytes { bytes in
      do throws(WireError) {
        try type.withUnpacked(bytes) { _ in }
        return nil
      } catch {
        return error.kind
      }
    }
  }

  /// As many times as fit. Doubling is what a debug build can do fast.
  private func repeated(_ element: [UInt8], upTo count: Int) -> [UInt8] {
    var bytes = element
    while bytes.count * 2 <= count { bytes += bytes }
    return bytes + bytes.prefix((count - bytes.count) / element.count * element.count)
  }

  private func varint(_ number: Int) -> [UInt8] {
    number < 0x80 ? [UInt8(number)] : [UInt8(number & 0x7f) | 0x80] + varint(number >> 7)
  }

  private func key(_ number: Int, _ wireType: Int) -> [UInt8] { varint(number << 3 | wireType) }

  private func content(_ field: Field, _ bytes: [UInt8]) -> [UInt8] {
    key(field.number, 2) + varint(bytes.count) + bytes
  }
}

import NIOCore
import ProtobufRuntime
import SampleProto
import Testing

@Suite("Messages to bytes and back")
struct RoundTripTests {
  @Test("every kind of field comes back as it was")
  func everything() throws {
    #expect(try Everything(decoding: Everything.full.encoded()) == .full)
  }

  @Test("every member of a oneof comes back, also at its default")
  func oneof() throws {
    let choices: [Everything.Choice?] = [
      .text(""), .text("x"), .data([]), .data([0]), .count(0), .tint(.unspecified),
      .tint(.unrecognized(5)), .oneLeaf(Leaf()), .flag(false), nil,
    ]
    for choice in choices {
      let value = Everything(choice: choice)
      #expect(try Everything(decoding: value.encoded()) == value)
    }
  }

  @Test("an absent note is not an empty one")
  func presence() throws {
    #expect(try Everything(decoding: Everything(note: "").encoded()).note == "")
    #expect(try Everything(decoding: Everything().encoded()).note == nil)
  }

  @Test("an empty message takes no bytes")
  func empty() throws {
    #expect(try Everything().encoded().readableBytes == 0)
    #expect(try Everything(decoding: ByteBuffer()) == Everything())
  }

  @Test("encoding appends to what the buffer holds")
  func appends() throws {
    var buffer = ByteBuffer(bytes: [1, 2])
    try Leaf(number: 5).encode(into: &buffer)
    #expect(Array(buffer.readableBytesView) == [1, 2, 0x10, 5])
  }

  @Test("the reference implementation reads what we write, and writes what we read")
  func reference() throws {
    let bytes = Array(try Everything.full.encoded().readableBytesView)
    let text = try Protoc.decode(bytes, as: "sample.v1.Everything")
    #expect(text.contains("string_value: \"\\347\\252\\227"))
    let again = try Protoc.encode(text, as: "sample.v1.Everything")
    #expect(try Everything(decoding: ByteBuffer(bytes: again)) == .full)
  }

  @Test("unknown fields are skipped")
  func unknown() throws {
    let little = try Little(decoding: Everything.full.encoded())
    #expect(little.stringValue == Everything.full.stringValue)
  }

  @Test("of a singular field that comes twice, messages merge and the last scalar counts")
  func merge() throws {
    let twice =
      Array(try Everything(int32Value: 1, leaf: Leaf(name: "a")).encoded().readableBytesView)
      + Array(try Everything(int32Value: 2, leaf: Leaf(number: 7)).encoded().readableBytesView)
    let merged = try Everything(decoding: ByteBuffer(bytes: twice))
    #expect(merged == Everything(int32Value: 2, leaf: Leaf(name: "a", number: 7)))
  }
}

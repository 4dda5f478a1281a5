public import NIOCore
import RPC
import Testing

@testable import RPCHTTP2

/// The length-prefixed messages of a stream, without a network.
@Suite struct MessageTests {
  /// The prefix and the message.
  static func encoded(_ message: ByteBuffer, flag: UInt8 = 0) -> ByteBuffer {
    var bytes = ByteBuffer()
    bytes.writeInteger(flag)
    bytes.writeInteger(UInt32(message.readableBytes))
    bytes.writeImmutableBuffer(message)
    return bytes
  }

  /// All steps until the body needs more.
  static func steps(_ body: inout RequestBody) -> [RequestBody.Step] {
    var steps: [RequestBody.Step] = []
    while true {
      let step = body.next()
      if step == .needsMoreBytes { return steps }
      steps.append(step)
    }
  }

  @Test(
    "Messages come out whole and in order, whatever the pieces in which their bytes arrive",
    arguments: [1, 2, 3, 5, 7, 64, 100_000])
  func pieces(size: Int) {
    let messages = [ByteBuffer(), ByteBuffer(string: "a"), ByteBuffer(repeating: 7, count: 300)]
    var bytes = ByteBuffer()
    for message in messages { bytes.writeImmutableBuffer(Self.encoded(message)) }
    var body = RequestBody(.bidirectional)
    var steps: [RequestBody.Step] = []
    while let piece = bytes.readSlice(length: min(size, bytes.readableBytes)),
      piece.readableBytes > 0
    {
      body.append(piece, end: bytes.readableBytes == 0)
      steps += Self.steps(&body)
    }
    #expect(steps == messages.map { .message($0) } + [.end])
    #expect(body.heldBytes == 0)
  }

  @Test("A long stream whose pieces never end with a message keeps little memory")
  func longStream() {
    var decoder = MessageDecoder()
    var bytes = ByteBuffer()
    for _ in 0..<100_000 {
      bytes.writeImmutableBuffer(Self.encoded(ByteBuffer(repeating: 7, count: 95)))
    }
    var count = 0
    while let piece = bytes.readSlice(length: min(1999, bytes.readableBytes)),
      piece.readableBytes > 0
    {
      decoder.append(ByteBuffer(bytes: piece.readableBytesView))
      while case .message = decoder.next() { count += 1 }
      #expect(decoder.bytes.storageCapacity <= 8192)
    }
    #expect(count == 100_000)
  }

  @Test("A message of the largest size is taken, and one byte more is refused by its prefix alone")
  func largest() {
    let largest = ByteBuffer(repeating: 1, count: Limits.frameBytesMax)
    var body = RequestBody(.clientStreaming)
    body.append(Self.encoded(largest), end: false)
    #expect(body.next() == .message(largest))
    var prefix = ByteBuffer(bytes: [0])
    prefix.writeInteger(UInt32(Limits.frameBytesMax + 1))
    body.append(prefix, end: false)
    #expect(body.next() == .refusal(.messageTooLarge(UInt32(Limits.frameBytesMax + 1))))
    #expect(body.next() == .needsMoreBytes)
  }

  @Test("A compressed message is refused, because the call has named no compression")
  func compressed() {
    var body = RequestBody(.unary)
    body.append(Self.encoded("x", flag: 1), end: true)
    #expect(Self.steps(&body) == [.refusal(.compressedMessage(flag: 1))])
  }

  @Test("A stream that ends in a message is refused", arguments: 1...5)
  func truncated(missing: Int) {
    var bytes = Self.encoded("x")
    var body = RequestBody(.bidirectional)
    body.append(bytes.readSlice(length: bytes.readableBytes - missing) ?? ByteBuffer(), end: true)
    #expect(Self.steps(&body) == [.refusal(.truncatedMessage)])
  }

  @Test(
    "A method of one message gets it when the client has ended, and no other number of them",
    arguments: [CallShape.unary, .serverStreaming])
  func oneMessage(shape: CallShape) {
    var one = RequestBody(shape)
    one.append(Self.encoded("x"), end: false)
    #expect(Self.steps(&one) == [])
    one.append(ByteBuffer(), end: true)
    #expect(Self.steps(&one) == [.message("x"), .end])
    var none = RequestBody(shape)
    none.append(ByteBuffer(), end: true)
    #expect(Self.steps(&none) == [.refusal(.noRequest)])
    var two = RequestBody(shape)
    two.append(Self.encoded("x"), end: false)
    two.append(Self.encoded("y"), end: true)
    #expect(Self.steps(&two) == [.refusal(.tooManyRequests)])
  }

  @Test("A stream without a message ends", arguments: [CallShape.clientStreaming, .bidirectional])
  func emptyStream(shape: CallShape) {
    var body = RequestBody(shape)
    body.append(ByteBuffer(), end: true)
    #expect(Self.steps(&body) == [.end])
  }
}

extension ByteBuffer: @retroactive ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(string: text) }
}

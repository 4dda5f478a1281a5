import NIOCore
import Testing

@testable import RPC

@Suite struct FrameDecoderTests {
  static let frames = [
    Frame.request(1, Sample.echo, .remoteOpen), .data(1, ""), .data(1, "hello"),
    .data(1, ByteBuffer(repeating: 3, count: 70_000), .remoteClosed), .response(3, nil),
    .response(5, RPCStatus(.notFound, "没有")),
    Frame(
      streamID: .max, kind: FrameKind(rawValue: 200), flags: FrameFlags(rawValue: 255), payload: "?"
    ),
  ]

  /// Decodes the bytes given in chunks, and says whether a partial frame was left.
  private func decode(_ chunks: [ByteBuffer]) -> (frames: [Frame], end: FrameDecoder.Result) {
    var decoder = FrameDecoder()
    var frames: [Frame] = []
    for chunk in chunks {
      decoder.append(chunk)
      loop: while true {
        switch decoder.next() {
        case .frame(let frame): frames.append(frame)
        case .needsMoreBytes: break loop
        case .violation(let violation): return (frames, .violation(violation))
        }
      }
    }
    return (frames, .needsMoreBytes)
  }

  private func joined(_ frames: [Frame]) -> ByteBuffer {
    var bytes = ByteBuffer()
    for frame in frames { bytes.writeImmutableBuffer(frame.encoded) }
    return bytes
  }

  private func chunks(_ bytes: ByteBuffer, of size: Int) -> [ByteBuffer] {
    var rest = bytes
    var chunks: [ByteBuffer] = []
    while rest.readableBytes > 0 {
      chunks.append(rest.readSlice(length: min(size, rest.readableBytes)) ?? rest)
    }
    return chunks
  }

  @Test(
    "Frames come out the same, however their bytes arrive",
    arguments: [1, 2, 3, 7, 10, 11, 4096, 65_536, Int.max])
  func anyChunks(size: Int) {
    let (frames, end) = decode(chunks(joined(Self.frames), of: size))
    #expect(frames == Self.frames)
    #expect(end == .needsMoreBytes)
  }

  @Test("Frames before broken bytes come out, and nothing after them", arguments: [1, 10, Int.max])
  func junkBehind(size: Int) {
    var bytes = joined(Self.frames)
    bytes.writeBytes([1, 0, 0, 0, 0, 0, 0, 1, 1, 0])
    bytes.writeImmutableBuffer(Self.frames[0].encoded)
    let (frames, end) = decode(chunks(bytes, of: size))
    #expect(frames == Self.frames)
    #expect(end == .violation(.reservedByte(1)))
  }

  @Test("A frame of the largest length is taken, one byte more is not")
  func lengthLimit() {
    let largest = Frame.data(1, ByteBuffer(repeating: 0, count: Limits.frameBytesMax))
    #expect(decode([largest.encoded]).frames == [largest])
    var header = ByteBuffer()
    header.writeMultipleIntegers(UInt32(Limits.frameBytesMax + 1), UInt32(7), UInt8(3), UInt8(0))
    #expect(decode([header]).end == .violation(.tooLong(UInt32(Limits.frameBytesMax + 1), 7)))
  }

  @Test("Only a frame that has begun counts as partial")
  func partial() {
    var decoder = FrameDecoder()
    #expect(!decoder.holdsPartialFrame)
    var bytes = Self.frames[0].encoded
    decoder.append(bytes.readSlice(length: 9) ?? bytes)
    _ = decoder.next()
    #expect(decoder.holdsPartialFrame)
    decoder.append(bytes)
    #expect(decoder.next() == .frame(Self.frames[0]))
    #expect(!decoder.holdsPartialFrame)
  }
}

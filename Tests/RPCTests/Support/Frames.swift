public import NIOCore

@testable import RPC

extension NIODeadline {
  /// When a test's clock starts.
  static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
}

extension ServerMachine {
  private static let router = MethodRouter(Sample.table())

  static func sample() -> ServerMachine { ServerMachine(router: router, now: .start) }
}

extension Frame {
  static func request(
    _ streamID: StreamID, _ method: Method, _ flags: FrameFlags = [], message: ByteBuffer = "m",
    timeoutNano: Int64 = 0, metadata: Metadata = Metadata()
  ) -> Frame {
    var payload = ByteBuffer()
    RequestEncoder(
      method: method.name, payload: message, timeoutNano: timeoutNano, metadata: metadata
    ).write(into: &payload)
    return Frame(streamID: streamID, kind: .request, flags: flags, payload: payload)
  }

  static func data(
    _ streamID: StreamID, _ message: ByteBuffer, _ flags: FrameFlags = []
  ) -> Frame {
    Frame(streamID: streamID, kind: .data, flags: flags, payload: message)
  }

  static func response(_ streamID: StreamID, _ status: RPCStatus?) -> Frame {
    var bytes = ByteBuffer()
    var writer = FrameWriter()
    writer.answer(streamID, status)
    while let piece = writer.nextPiece() { bytes.writeImmutableBuffer(piece) }
    bytes.moveReaderIndex(forwardBy: headerBytes)
    return Frame(streamID: streamID, kind: .response, flags: [], payload: bytes)
  }

  /// As it goes over the wire.
  var encoded: ByteBuffer {
    var bytes = ByteBuffer()
    bytes.writeFrameHeader(streamID, kind, flags, bytes: payload.readableBytes)
    bytes.writeImmutableBuffer(payload)
    return bytes
  }
}

extension ByteBuffer: @retroactive ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(string: text) }
}

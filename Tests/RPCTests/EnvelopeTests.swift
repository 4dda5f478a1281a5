import NIOCore
import Testing

@testable import RPC

@Suite struct EnvelopeTests {
  private func metadata(_ pairs: (String, String)...) -> Metadata {
    var metadata = Metadata()
    for (name, value) in pairs { metadata.append(name, value) }
    return metadata
  }

  @Test("A request is read as it was written, and its size is foretold")
  func requestRoundTrip() throws {
    let encoder = RequestEncoder(
      method: Sample.echo.name, payload: "payload", timeoutNano: -5,
      metadata: metadata(("county", "某县"), ("county", ""), ("token", "x")))
    var bytes = ByteBuffer()
    encoder.write(into: &bytes)
    #expect(bytes.readableBytes == encoder.byteCount)
    let request = try RequestEnvelope(decoding: bytes)
    #expect(
      bytes.getString(at: request.service.lowerBound, length: request.service.count) == Sample.name)
    #expect(bytes.getString(at: request.method.lowerBound, length: request.method.count) == "Echo")
    #expect(request.payload == "payload")
    #expect(request.timeoutNano == -5)
    #expect(request.metadata == encoder.metadata)
  }

  @Test("A request encoded by another implementation is read, unknown fields and all")
  func foreignBytes() throws {
    var bytes = ByteBuffer(bytes: [0x0a, 1, 0x73, 0x12, 1, 0x6d, 0x1a, 2, 1, 2, 0x20, 0x80, 0x01])
    // Unknown: a varint, eight bytes, a string, four bytes.
    bytes.writeBytes([0x30, 1, 0x39, 1, 2, 3, 4, 5, 6, 7, 8, 0x42, 1, 0, 0x4d, 1, 2, 3, 4])
    let request = try RequestEnvelope(decoding: bytes)
    #expect(request.payload == ByteBuffer(bytes: [1, 2]))
    #expect(request.timeoutNano == 128)
  }

  @Test("A response's status keeps a negative code, and its details their types")
  func statusRoundTrip() throws {
    let status = RPCStatus(
      StatusCode(rawValue: -7), "何故",
      details: [.init(typeName: "a.B", value: [0, 255]), .init(typeName: "c.D", value: [])])
    let frame = Frame.response(9, status)
    #expect(try ResponseEnvelope(decoding: frame.payload).status == status)
  }

  @Test("A status too long for a frame loses its details first, then the end of its message")
  func longStatus() throws {
    let bulky = RPCStatus(
      .internal, "why", details: [.init(typeName: "a", value: .init(repeating: 1, count: 5 << 20))])
    #expect(
      try ResponseEnvelope(decoding: Frame.response(1, bulky).payload).status
        == RPCStatus(.internal, "why"))
    let wordy = RPCStatus(.internal, String(repeating: "字", count: 2 << 20))
    let short = try #require(
      try ResponseEnvelope(decoding: Frame.response(1, wordy).payload).status)
    #expect(short.byteCount <= Limits.statusBytesMax && wordy.message.hasPrefix(short.message))
    // One character may be as long as one likes.
    let accents = RPCStatus(.internal, "a" + String(repeating: "\u{301}", count: 1 << 20))
    #expect(accents.fitting(Limits.statusBytesMax).byteCount <= Limits.statusBytesMax)
  }

  @Test(
    "What is no message is refused with its reason",
    arguments: [
      ([0x0a], ProtobufError.Reason.truncated),
      ([0x0a, 5, 1], .truncated),
      ([0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], .truncated),
      ([0x20, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2], .varintTooLong),
      ([0x00, 1], .fieldNumber),
      ([0x0b, 0x0c], .wireType),
      ([0x08, 1], .wrongType),
      ([0x39, 1, 2, 3], .truncated),
      ([0x2a, 3, 0x0a, 1, 0xff], .notUTF8),
    ])
  func refused(bytes: [UInt8], reason: ProtobufError.Reason) {
    #expect(throws: ProtobufError(reason)) {
      try RequestEnvelope(decoding: ByteBuffer(bytes: bytes))
    }
  }

  @Test("Metadata at its limits is taken, and one more is not")
  func metadataLimits() throws {
    func decode(entries: Int, valueBytes: Int) throws -> Int {
      var all = Metadata()
      for _ in 0..<entries { all.append("k", String(repeating: "v", count: valueBytes)) }
      let frame = Frame.request(1, Sample.task, metadata: all)
      return try RequestEnvelope(decoding: frame.payload).metadata.entries.count
    }
    #expect(
      try decode(entries: Limits.metadataEntriesMax, valueBytes: 1) == Limits.metadataEntriesMax)
    #expect(throws: ProtobufError(.tooManyEntries)) {
      try decode(entries: Limits.metadataEntriesMax + 1, valueBytes: 1)
    }
    // Name and value take 3 bytes and 3 bytes of tags and lengths beside the value's own.
    #expect(try decode(entries: 1, valueBytes: Limits.metadataBytesMax - 6) == 1)
    #expect(throws: ProtobufError(.tooManyBytes)) {
      try decode(entries: 1, valueBytes: Limits.metadataBytesMax - 5)
    }
  }
}

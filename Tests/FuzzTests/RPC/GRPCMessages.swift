import NIOCore
import NIOHPACK

@testable import RPC
@testable import RPCHTTP2

extension FuzzTarget {
  /// The bytes of one gRPC stream. The first two bytes are its shape and where reads are cut.
  static let grpcMessages = FuzzTarget(name: "grpc-messages") { bytes in
    var input = FuzzBytes(bytes)
    let shapes: [CallShape] = [.unary, .clientStreaming, .serverStreaming, .bidirectional]
    let shape = shapes[input.choice(4)]
    let step = 1 + Int(input.byte())
    let stream = ByteBuffer(bytes: input.rest())
    let whole = steps(of: stream, shape, step: max(1, stream.readableBytes))
    let cut = steps(of: stream, shape, step: step)
    try hold(whole == cut, "messages do not depend on where reads are cut")
    guard !shape.hasRequestStream else { return }
    let messages = whole.count { if case .message = $0 { true } else { false } }
    try hold(messages <= 1, "a method that takes one message gets no more")
  }

  private static func steps(
    of stream: ByteBuffer, _ shape: CallShape, step: Int
  ) -> [RequestBody.Step] {
    var stream = stream
    var body = RequestBody(shape)
    var steps: [RequestBody.Step] = []
    repeat {
      let part = stream.readSlice(length: min(step, stream.readableBytes)) ?? ByteBuffer()
      body.append(part, end: stream.readableBytes == 0)
      var next = body.next()
      while next != .needsMoreBytes {
        steps.append(next)
        if next == .end { return steps }
        if case .refusal = next { return steps }
        next = body.next()
      }
    } while stream.readableBytes > 0
    return steps
  }

  /// A gRPC request's headers: lines of name, 0, value, 0.
  static let grpcHead = FuzzTarget(name: "grpc-head") { bytes in
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
    var headers = HPACKHeaders()
    // NIO's headers take no other names.
    for index in stride(from: 0, to: parts.count - 1, by: 2)
    where parts[index].allSatisfy({ $0 < 0x80 }) {
      headers.add(
        name: String(decoding: parts[index], as: UTF8.self),
        value: String(decoding: parts[index + 1], as: UTF8.self))
    }
    if case .call(let head) = RequestHead.read(headers) {
      try hold(head.metadata.entries.count <= Limits.metadataEntriesMax, "metadata is bounded")
      try hold(head.timeoutNano.map { $0 >= 0 } ?? true, "a timeout is not negative")
      try check(HPACKHeaders.trailers(nil, head.metadata, isOnly: true))
    }
    let text = String(decoding: bytes, as: UTF8.self)
    try check(.trailers(RPCStatus(.internal, text), Metadata(), isOnly: false))
    _ = Metadata.bytes(base64: text)
    try hold(
      Metadata.bytes(base64: Metadata.base64(Array(bytes))) == Array(bytes),
      "binary metadata are read as they were written")
  }

  /// Whatever stands in it, HTTP/2 may carry it.
  private static func check(_ headers: HPACKHeaders) throws {
    for (name, value, _) in headers {
      try hold(
        value.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !name.isEmpty,
        "a header is printable")
    }
  }
}

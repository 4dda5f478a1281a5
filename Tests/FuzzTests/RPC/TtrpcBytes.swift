import NIOCore

@testable import RPC

extension FuzzTarget {
  /// What arrives on a ttrpc connection, as bytes. The first byte says where reads are cut.
  static let ttrpcBytes = FuzzTarget(name: "ttrpc-bytes") { bytes in
    var input = FuzzBytes(bytes)
    let step = 1 + Int(input.byte())
    let stream = ByteBuffer(bytes: input.rest())
    let whole = frames(of: stream, step: max(1, stream.readableBytes))
    let cut = frames(of: stream, step: step)
    try hold(whole == cut, "frames do not depend on where reads are cut")
    try receive(whole)
    var client = ClientMachine()
    for shape in [CallShape.unary, .clientStreaming, .serverStreaming, .bidirectional] {
      _ = try client.open(shape)
    }
    for case .frame(let frame) in whole { _ = client.receive(frame) }
  }

  private static func frames(of stream: ByteBuffer, step: Int) -> [FrameDecoder.Result] {
    var stream = stream
    var decoder = FrameDecoder()
    var results: [FrameDecoder.Result] = []
    while let part = stream.readSlice(length: min(step, stream.readableBytes)),
      part.readableBytes > 0
    {
      decoder.append(part)
      var next = decoder.next()
      while case .frame = next {
        results.append(next)
        next = decoder.next()
      }
      if case .violation = next { return results + [next] }
    }
    return results
  }

  private static func receive(_ frames: [FrameDecoder.Result]) throws {
    var run = ServerRun()
    for case .frame(let frame) in frames where !run.isOver { try run.receive(frame) }
    try run.finish()
  }
}

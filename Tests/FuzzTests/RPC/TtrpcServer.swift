import NIOCore

@testable import RPC

extension FuzzTarget {
  /// A conversation with a server's machine: frames that are well formed mostly, and all that
  /// happens between them.
  static let ttrpcServer = FuzzTarget(name: "ttrpc-server") { bytes in
    var input = FuzzBytes(bytes)
    var run = ServerRun()
    while !input.isEmpty, !run.isOver {
      try step(&run, &input)
    }
    try run.finish()
  }

  private static func step(_ run: inout ServerRun, _ input: inout FuzzBytes) throws {
    let running = run.running
    let some = running.isEmpty ? 1 : running[input.choice(min(running.count, 256))]
    switch input.choice(16) {
    case 0...5: try run.receive(request(after: run.machine.lastStreamID, &input))
    case 6...8:
      let streamID = input.byte() & 3 == 0 ? StreamID(input.byte()) : some
      try run.receive(frame(streamID, .data, &input))
    case 9: if !running.isEmpty { try run.handlerEnded(some) }
    case 10: try run.pass(.milliseconds(1 << Int64(input.choice(28))))
    case 11: run.setStalled(some, input.byte() & 1 == 0)
    case 12: run.setWritable(input.byte() & 1 == 0)
    case 13: run.readEnded(isPartial: input.byte() & 1 == 0, completed: input.byte() & 1 == 0)
    case 14: run.beginDraining()
    default: try run.abort(some)
    }
  }

  /// A request of any method on any stream, mostly the next one.
  private static func request(after last: StreamID, _ input: inout FuzzBytes) -> Frame {
    let jump = StreamID(input.byte())
    let next = last % 2 == 0 ? last &+ 1 : last &+ 2
    let streamID = jump < 224 ? next : next &+ (jump &- 240)
    if input.choice(8) == 7 { return frame(streamID, .request, &input) }
    let method = FuzzMethods.all[input.choice(FuzzMethods.all.count)]
    let flags = FrameFlags(rawValue: input.byte() & 7)
    let timeouts: [Int64] = [0, 1, 1_000_000, .max, .min]
    var message = ByteBuffer(bytes: input.take(input.choice(32)))
    if method == Control.cancel, input.byte() & 1 == 0 {
      message = Control.cancelMessage(StreamID(input.byte()))
    }
    var payload = ByteBuffer()
    RequestEncoder(
      method: method.name, payload: message, timeoutNano: timeouts[input.choice(timeouts.count)],
      metadata: Metadata()
    ).write(into: &payload)
    return Frame(streamID: streamID, kind: .request, flags: flags, payload: payload)
  }

  private static func frame(
    _ streamID: StreamID, _ kind: FrameKind, _ input: inout FuzzBytes
  ) -> Frame {
    Frame(
      streamID: streamID, kind: kind, flags: FrameFlags(rawValue: input.byte()),
      payload: ByteBuffer(bytes: input.take(input.choice(64))))
  }
}

import NIOCore

@testable import RPC

extension FuzzTarget {
  /// A conversation with a client's machine: a server that may lie in everything.
  static let ttrpcClient = FuzzTarget(name: "ttrpc-client") { bytes in
    var input = FuzzBytes(bytes)
    var machine = ClientMachine()
    var open: [StreamID: CallShape] = [:]
    while !input.isEmpty {
      let streamID = StreamID(input.byte())
      switch input.choice(8) {
      case 0, 1:
        let shape = shapes[input.choice(shapes.count)]
        open[try machine.open(shape)] = shape
      case 2:
        try hold(
          machine.cancel(streamID) == (open.removeValue(forKey: streamID) != nil),
          "a call that runs can be cancelled, and no other")
      case 3:
        machine.closeSend(streamID)
        try hold(!machine.maySend(streamID), "nothing is sent after the end")
      default:
        try perform(machine.receive(frame(streamID, &input)), &open)
      }
      try hold(Set(machine.streams.keys) == Set(open.keys), "a call is known until it ends")
    }
  }

  private static let shapes: [CallShape] = [
    .unary, .clientStreaming, .serverStreaming, .bidirectional,
  ]

  private static func perform(
    _ action: ClientMachine.Action, _ open: inout [StreamID: CallShape]
  ) throws {
    switch action {
    case .none: break
    case .message(let streamID, _):
      try hold(open[streamID]?.hasResponseStream == true, "messages come where a stream does")
    case .ended(let streamID, let outcome):
      guard let shape = open.removeValue(forKey: streamID) else {
        throw BrokenInvariant(description: "a call ends once")
      }
      if case .success(nil) = outcome {
        try hold(shape.hasResponseStream, "a call with one answer has it, or an error")
      }
    case .closing: break
    }
  }

  private static func frame(_ streamID: StreamID, _ input: inout FuzzBytes) -> Frame {
    Frame(
      streamID: streamID, kind: FrameKind(rawValue: input.byte() & 3),
      flags: FrameFlags(rawValue: input.byte()),
      payload: ByteBuffer(bytes: input.take(input.choice(64))))
  }
}

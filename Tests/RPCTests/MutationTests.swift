import NIOCore
import Testing

@testable import RPC

/// Thousands of broken inputs, the same ones each time.
@Suite struct MutationTests {
  /// SplitMix64: small, seeded, the same everywhere.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }

  /// A conversation with every kind of frame.
  private static func conversation() -> [UInt8] {
    var metadata = Metadata()
    metadata.append("token", "abc")
    let frames: [Frame] = [
      .request(1, Sample.inline, metadata: metadata), .request(3, Sample.echo, .remoteOpen),
      .data(3, "hello"), .request(5, Sample.task, timeoutNano: 1_000), .data(3, "", .remoteClosed),
      .request(7, Control.cancel, message: Control.cancelMessage(5)),
      .request(9, Sample.split, .remoteClosed), .response(3, nil),
    ]
    return frames.flatMap { Array(buffer: $0.encoded) }
  }

  private static func mutate(_ bytes: inout [UInt8], with random: inout Generator) {
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch UInt8.random(in: 0..<4, using: &random) {
      case 0: bytes[at] = .random(in: .min ... .max, using: &random)
      case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: bytes.insert(.random(in: .min ... .max, using: &random), at: at)
      default: bytes.removeSubrange(at..<min(bytes.count - 1, at + 3))
      }
    }
  }

  @Test(
    "No bytes break the server's machine, and its streams stay within what was started",
    arguments: 0..<8)
  func server(seed: UInt64) {
    var random = Generator(state: seed)
    let whole = Self.conversation()
    for _ in 0..<500 {
      var bytes = whole
      Self.mutate(&bytes, with: &random)
      var decoder = FrameDecoder()
      var machine = ServerMachine.sample()
      var started: Set<StreamID> = []
      let cut = Int.random(in: 0...bytes.count, using: &random)
      for part in [bytes[..<cut], bytes[cut...]] {
        decoder.append(ByteBuffer(bytes: part))
        while case .frame(let frame) = decoder.next() {
          if case .start(let invocation) = machine.receive(frame, now: .start) {
            #expect(started.insert(invocation.streamID).inserted, "a stream starts once")
          }
        }
      }
      #expect(Set(machine.streams.keys) == started, "and is known until its handler ends")
      for streamID in started { _ = machine.handlerEnded(streamID) }
      #expect(machine.streams.isEmpty && !machine.isStalled)
    }
  }

  @Test("No bytes break the client's machine, and a call ends at most once", arguments: 0..<8)
  func client(seed: UInt64) throws {
    var random = Generator(state: seed)
    let frames: [Frame] = [
      .response(1, RPCStatus(.notFound, "x", details: [.init(typeName: "t", value: [1])])),
      .data(3, "a"), .response(5, nil), .data(3, "", [.remoteClosed, .noData]),
    ]
    let whole = frames.flatMap { Array(buffer: $0.encoded) }
    for _ in 0..<500 {
      var bytes = whole
      Self.mutate(&bytes, with: &random)
      var machine = ClientMachine()
      let open = Set(
        try [machine.open(.unary), machine.open(.bidirectional), machine.open(.clientStreaming)])
      var ended: Set<StreamID> = []
      var decoder = FrameDecoder()
      decoder.append(ByteBuffer(bytes: bytes))
      while case .frame(let frame) = decoder.next() {
        if case .ended(let streamID, _) = machine.receive(frame) {
          #expect(ended.insert(streamID).inserted)
        }
      }
      #expect(Set(machine.streams.keys) == open.subtracting(ended))
    }
  }
}

import NIOCore
import Testing

@testable import RPC

/// Every cell of (call × frame kind × flags) as the client sees it.
///
/// `.` nothing; `m` a message; `M` a message and the end; `E` the end; `f` the call fails.
@Suite struct ClientMachineTests {
  enum State: String, CaseIterable, Sendable {
    case unknown, unary, clientStreaming, serverStreaming, bidirectional

    var shape: CallShape? {
      switch self {
      case .unknown: nil
      case .unary: .unary
      case .clientStreaming: .clientStreaming
      case .serverStreaming: .serverStreaming
      case .bidirectional: .bidirectional
      }
    }
  }

  static let dataRows: [State: String] = [
    .unknown: "........", .unary: "ffffffff", .clientStreaming: "ffffffff",
    .serverStreaming: "mMmM.E.E", .bidirectional: "mMmM.E.E",
  ]
  /// An answer with an empty payload, whatever its flags.
  static let answers: [State: Character] = [
    .unknown: ".", .unary: "M", .clientStreaming: "M", .serverStreaming: "E", .bidirectional: "E",
  ]

  private func letter(_ action: ClientMachine.Action) -> Character {
    switch action {
    case .none: "."
    case .message: "m"
    case .ended(_, .success(let message)): message == nil ? "E" : "M"
    case .ended(_, .failure): "f"
    case .closing: "!"
    }
  }

  @Test("Each cell does what its table says", arguments: State.allCases)
  func cells(state: State) throws {
    for flags in UInt8(0)..<8 {
      for kind in [FrameKind.request, .response, .data, FrameKind(rawValue: 9)] {
        var machine = ClientMachine()
        let streamID = try state.shape.map { try machine.open($0) } ?? 1
        var frame = Frame.response(streamID, nil)
        frame.kind = kind
        frame.flags = FrameFlags(rawValue: flags)
        let expected: Character =
          switch kind {
          case .data: Array(Self.dataRows[state] ?? "")[Int(flags)]
          case .response: Self.answers[state] ?? "?"
          default: "."
          }
        let actual = letter(machine.receive(frame))
        #expect(actual == expected, "\(state) × \(kind.rawValue) × \(flags)")
        #expect(machine.streams.isEmpty == (state == .unknown || "MEf".contains(actual)))
      }
    }
  }

  @Test("A status fails its call alone; one on stream 0 is about the connection")
  func statuses() throws {
    var machine = ClientMachine()
    let first = try machine.open(.unary)
    let second = try machine.open(.bidirectional)
    let status = RPCStatus(.notFound, "gone")
    guard case .ended(first, .failure(status)) = machine.receive(.response(first, status)) else {
      Issue.record("the call fails with the server's status")
      return
    }
    #expect(machine.streams.keys.sorted() == [second])
    guard case .closing(status) = machine.receive(.response(0, status)) else {
      Issue.record("stream 0 speaks for the connection")
      return
    }
  }

  @Test("Stream ids are odd and rise, and a cancelled call's answer is nobody's")
  func identifiers() throws {
    var machine = ClientMachine()
    #expect(try [machine.open(.unary), machine.open(.unary), machine.open(.unary)] == [1, 3, 5])
    let isKnown = [machine.cancel(3), machine.cancel(3)]
    #expect(isKnown == [true, false])
    #expect(letter(machine.receive(.response(3, nil))) == ".")
  }

  @Test("An answer that is no response fails its call")
  func garbage() throws {
    var machine = ClientMachine()
    var frame = Frame.response(try machine.open(.unary), nil)
    frame.payload = ByteBuffer(bytes: [0x0a, 9])
    #expect(letter(machine.receive(frame)) == "f")
  }
}

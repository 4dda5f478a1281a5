import Testing

@testable import RPC

/// Every cell of (stream state × frame kind × flags), against a table written by hand.
///
/// A row has one letter for each value of the flags from 0 to 7 (1 remote closed, 2 remote open,
/// 4 no data): `.` nothing happens; `s` the call starts; `a` the frame is answered, and no stream
/// changes; `x` the stream is answered and its handler stopped; `d` a message is delivered; `D` a
/// message and the end; `E` the end.
@Suite struct ServerFrameTableTests {
  enum State: String, CaseIterable, Sendable {
    case unknown, finished, unary, open, halfClosed, answered, even
  }

  static let rows: [State: [FrameKind: String]] = [
    .unknown: [.data: "aaaaaaaa"],
    .finished: [.request: "aaaaaaaa", .data: "........"],
    .unary: [.request: "xxxxxxxx", .data: "xxxxxxxx"],
    .open: [.request: "xxxxxxxx", .data: "dDdD.E.E"],
    .halfClosed: [.request: "xxxxxxxx", .data: "xxxxxxxx"],
    .answered: [.request: "........", .data: "........"],
    .even: [.request: "aaaaaaaa", .data: "aaaaaaaa"],
  ]

  /// Requests on a new stream, by the method's shape.
  static let requestRows: [CallShape: String] = [
    .unary: "ssaassaa",
    .serverStreaming: "asaaasaa",
    .clientStreaming: "assaassa",
    .bidirectional: "assaassa",
  ]

  static let neighbour: StreamID = 1
  static let subject: StreamID = 3

  /// A machine with the subject in the state, beside an open neighbour.
  private func machine(_ state: State) -> ServerMachine {
    var machine = ServerMachine.sample()
    _ = machine.receive(.request(Self.neighbour, Sample.echo, .remoteOpen), now: .start)
    switch state {
    case .unknown, .even: break
    case .finished:
      _ = machine.receive(.request(Self.subject, Sample.task), now: .start)
      _ = machine.handlerEnded(Self.subject)
    case .unary: _ = machine.receive(.request(Self.subject, Sample.task), now: .start)
    case .open: _ = machine.receive(.request(Self.subject, Sample.echo, .remoteOpen), now: .start)
    case .halfClosed:
      _ = machine.receive(.request(Self.subject, Sample.echo, .remoteClosed), now: .start)
    case .answered:
      _ = machine.receive(.request(Self.subject, Sample.echo, .remoteOpen), now: .start)
      _ = machine.abort(Self.subject, .cancelled)
    }
    return machine
  }

  @Test(
    "Each cell does what its table says, and never touches the neighbour", arguments: State.allCases
  )
  func cells(state: State) {
    let streamID = state == .even ? 4 : Self.subject
    for kind in [FrameKind.request, .response, .data, FrameKind(rawValue: 9)] {
      if state == .unknown, kind == .request { continue }
      let row = Array(Self.rows[state]?[kind] ?? "........")
      for flags in UInt8(0)..<8 {
        var machine = machine(state)
        let before = machine.streams
        var frame = Frame.request(streamID, Sample.echo, FrameFlags(rawValue: flags))
        frame.kind = kind
        let action = machine.receive(frame, now: .start)
        let cell = "\(state) × \(kind.rawValue) × \(flags)"
        #expect(action.letter == row[Int(flags)], "\(cell)")
        #expect(machine.streams[Self.neighbour] == before[Self.neighbour], "\(cell)")
        #expect(Set(machine.streams.keys) == Set(before.keys), "\(cell): no stream comes or goes")
        if case .answer(let id, let status) = action {
          #expect(id == streamID && status?.code == .invalidArgument, "\(cell)")
        }
      }
    }
  }

  @Test(
    "A request opens a stream only with the flags of its method's shape",
    arguments: [Sample.task, Sample.split, Sample.join, Sample.echo])
  func requests(method: Method) throws {
    let row = Array(try #require(Self.requestRows[method.shape]))
    for flags in UInt8(0)..<8 {
      var machine = machine(.unknown)
      let action = machine.receive(
        .request(Self.subject, method, FrameFlags(rawValue: flags)), now: .start)
      #expect(action.letter == row[Int(flags)], "\(method.shape) × \(flags)")
      #expect((machine.streams[Self.subject] != nil) == (action.letter == "s"))
      #expect(machine.lastStreamID == Self.subject, "a refused request uses its id up")
    }
  }

  @Test("Every flag bit that the protocol does not know is ignored", arguments: UInt8(3)..<8)
  func unknownFlags(bit: UInt8) {
    var machine = machine(.open)
    let flags = FrameFlags(rawValue: 1 << bit)
    #expect(machine.receive(.data(Self.subject, "a", flags), now: .start).letter == "d")
    #expect(machine.receive(.request(5, Sample.task, flags), now: .start).letter == "s")
  }
}

extension ServerAction {
  var letter: Character {
    switch self {
    case .none: "."
    case .runInline, .start: "s"
    case .answer, .refuse: "a"
    case .abort: "x"
    case .deliver(_, let message, let end): message == nil ? "E" : end ? "D" : "d"
    case .cancel: "c"
    case .end: "!"
    case .close: "/"
    }
  }
}

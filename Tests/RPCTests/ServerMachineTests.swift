import NIOCore
import Testing

@testable import RPC

/// The order of checks, deadlines and limits, with a clock that the test moves.
@Suite struct ServerMachineTests {
  private func status(_ action: ServerAction) -> StatusCode? {
    switch action {
    case .answer(_, let status): status?.code ?? .ok
    case .refuse(_, _, let status, _, _): status.code
    case .abort(_, let status), .end(_, let status): status.code
    default: nil
    }
  }

  @Test("An unknown service and an unknown method are told apart")
  func unimplemented() {
    var machine = ServerMachine.sample()
    let method = Method(service: Sample.name, method: "Nope", shape: .unary)
    let service = Method(service: "nope.Nope", method: "Inline", shape: .unary)
    guard
      case .refuse(1, .unknownMethod, let first, _, _) =
        machine.receive(.request(1, method), now: .start),
      case .refuse(3, .unknownMethod, let second, _, _) = machine.receive(
        .request(3, service), now: .start)
    else {
      Issue.record("both are answered")
      return
    }
    #expect(first.code == .unimplemented && first.message.contains("has no method Nope"))
    #expect(second.code == .unimplemented && second.message.contains("no service nope.Nope"))
  }

  @Test("A broken envelope is INVALID_ARGUMENT, too much metadata RESOURCE_EXHAUSTED")
  func envelopes() {
    var machine = ServerMachine.sample()
    var frame = Frame.request(1, Sample.task)
    frame.payload = ByteBuffer(bytes: [0x0a])
    #expect(status(machine.receive(frame, now: .start)) == .invalidArgument)
    var metadata = Metadata()
    for _ in 0...Limits.metadataEntriesMax { metadata.append("k", "v") }
    let action = machine.receive(.request(3, Sample.task, metadata: metadata), now: .start)
    #expect(status(action) == .resourceExhausted)
    #expect(machine.streams.isEmpty)
  }

  @Test(
    "A call lives until its deadline and not a nanosecond longer",
    arguments: [
      (Int64(1_000), Int64(1_000)),
      (Int64(0), TimeAmount(Limits.unaryTimeout).nanoseconds),
      (Int64.max, TimeAmount(Limits.timeoutMax).nanoseconds),
    ])
  func deadlines(asked: Int64, given: Int64) {
    var machine = ServerMachine.sample()
    _ = machine.receive(.request(1, Sample.task, timeoutNano: asked), now: .start)
    let deadline = NIODeadline.start + .nanoseconds(given)
    #expect(machine.nextDeadline == deadline)
    #expect(machine.timePassed(now: deadline - .nanoseconds(1)).isEmpty)
    let actions = machine.timePassed(now: deadline)
    #expect(actions.map(status) == [.deadlineExceeded])
    #expect(machine.timePassed(now: deadline).isEmpty, "a call is answered once")
    let isWanted = machine.handlerEnded(1)
    #expect(!isWanted, "and the handler's own answer comes too late")
  }

  @Test("A stream without a deadline has the streams' default")
  func streamDeadline() {
    var machine = ServerMachine.sample()
    _ = machine.receive(.request(1, Sample.echo, .remoteOpen), now: .start)
    #expect(machine.nextDeadline == .start + TimeAmount(Limits.streamTimeout))
  }

  @Test("A deadline that has passed already is answered without running anything")
  func expired() {
    var machine = ServerMachine.sample()
    let action = machine.receive(.request(1, Sample.task, timeoutNano: -1), now: .start)
    #expect(status(action) == .deadlineExceeded)
    #expect(machine.streams.isEmpty)
  }

  @Test("Streams are counted to the limit, and a call answered early counts until its handler ends")
  func streamLimit() {
    var machine = ServerMachine.sample()
    var streamID: StreamID = 1
    for _ in 0..<Limits.streamsMax {
      #expect(machine.receive(.request(streamID, Sample.task), now: .start).letter == "s")
      streamID += 2
    }
    _ = machine.abort(1, .cancelled)
    #expect(
      status(machine.receive(.request(streamID, Sample.task), now: .start)) == .resourceExhausted)
    #expect(
      machine.receive(.request(streamID + 2, Sample.inline), now: .start).letter == "s",
      "a handler of the event loop holds nothing, and is not counted")
    _ = machine.handlerEnded(1)
    #expect(machine.receive(.request(streamID + 4, Sample.task), now: .start).letter == "s")
  }

  @Test("While draining, requests are refused, what runs goes on, and Cancel still works")
  func draining() {
    var machine = ServerMachine.sample()
    _ = machine.receive(.request(1, Sample.echo, .remoteOpen), now: .start)
    machine.beginDraining()
    #expect(status(machine.receive(.request(3, Sample.inline), now: .start)) == .unavailable)
    #expect(machine.receive(.data(1, "more"), now: .start).letter == "d")
    let cancel = Frame.request(5, Control.cancel, message: Control.cancelMessage(1))
    #expect(machine.receive(cancel, now: .start).letter == "c")
  }

  @Test(
    "Cancel of a call that has ended, or never was, is answered and changes nothing",
    arguments: [StreamID(1), 77, 2, 0])
  func lateCancel(target: StreamID) {
    var machine = ServerMachine.sample()
    _ = machine.receive(.request(1, Sample.task), now: .start)
    _ = machine.handlerEnded(1)
    _ = machine.receive(.request(3, Sample.task), now: .start)
    let cancel = Frame.request(5, Control.cancel, message: Control.cancelMessage(target))
    #expect(status(machine.receive(cancel, now: .start)) == .ok)
    #expect(machine.streams.keys.sorted() == [3])
  }

  @Test("A stream whose handler does not read fails in time, and only it")
  func stall() {
    var machine = ServerMachine.sample()
    _ = machine.receive(.request(1, Sample.echo, .remoteOpen), now: .start)
    _ = machine.receive(.request(3, Sample.echo, .remoteOpen), now: .start)
    machine.setStalled(1, true, now: .start)
    #expect(machine.isStalled)
    let end = NIODeadline.start + TimeAmount(Limits.stallTime)
    #expect(machine.timePassed(now: end - .nanoseconds(1)).isEmpty)
    #expect(machine.timePassed(now: end).map(status) == [.resourceExhausted])
    #expect(!machine.isStalled, "reading goes on")
    #expect(machine.streams[3]?.phase == .open)
  }

  @Test("A frame that trickles in is given its time, counted anew with each whole frame")
  func slowDrip() {
    var machine = ServerMachine.sample()
    let step = TimeAmount(Limits.frameTime)
    machine.readEnded(hasPartialFrame: true, completedFrames: false, now: .start)
    machine.readEnded(
      hasPartialFrame: true, completedFrames: true, now: .start + step - .seconds(1))
    #expect(machine.timePassed(now: .start + step).isEmpty)
    machine.readEnded(hasPartialFrame: true, completedFrames: false, now: .start + step)
    let actions = machine.timePassed(now: .start + step + step - .seconds(1))
    #expect(actions.map(status) == [.deadlineExceeded])
    #expect(actions.map(\.letter) == ["!"])
  }

  @Test("A peer that takes no byte is given up in time")
  func blockedPeer() {
    var machine = ServerMachine.sample()
    machine.setWritable(false, now: .start)
    machine.setWritable(false, now: .start + .seconds(9))
    let end = NIODeadline.start + TimeAmount(Limits.writeTime)
    #expect(machine.timePassed(now: end - .nanoseconds(1)).isEmpty)
    #expect(machine.timePassed(now: end).map(\.letter) == ["/"])
    machine.setWritable(true, now: end)
    #expect(machine.timePassed(now: end).isEmpty)
  }

  @Test("A frame that is partial while the server does not read has its whole time afterwards")
  func pausedFrame() {
    var machine = ServerMachine.sample()
    _ = machine.receive(.request(1, Sample.echo, .remoteOpen), now: .start)
    let later = NIODeadline.start + TimeAmount(Limits.frameTime)
    for pause in [
      { machine.setWritable($0, now: $1) }, { machine.setStalled(1, !$0, now: $1) },
    ] as [(Bool, NIODeadline) -> Void] {
      machine.readEnded(hasPartialFrame: true, completedFrames: true, now: .start)
      pause(false, .start)
      pause(true, later)
      machine.readEnded(hasPartialFrame: true, completedFrames: false, now: later)
      #expect(machine.timePassed(now: later + .seconds(1)).isEmpty)
      #expect(machine.nextDeadline == later + TimeAmount(Limits.frameTime))
    }
  }

  @Test("An idle connection is closed in time, one with a call is not")
  func idle() {
    var machine = ServerMachine.sample()
    let end = NIODeadline.start + TimeAmount(Limits.idleTime)
    #expect(machine.nextDeadline == end)
    #expect(machine.timePassed(now: end - .nanoseconds(1)).isEmpty)
    #expect(machine.timePassed(now: end).map(\.letter) == ["/"])
    let day = Int64(24 * 3600) * 1_000_000_000
    _ = machine.receive(.request(1, Sample.echo, .remoteOpen, timeoutNano: day), now: .start)
    #expect(machine.timePassed(now: end).isEmpty)
  }
}

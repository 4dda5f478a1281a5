import NIOCore

@testable import RPC

/// A server's machine, with what a connection would have done so far, by which it is checked.
struct ServerRun {
  private(set) var machine: ServerMachine
  private(set) var now = NIODeadline.uptimeNanoseconds(1_000_000_000)
  /// The connection has ended.
  private(set) var isOver = false
  /// Streams with a handler: whether they are answered.
  private var handlers: [StreamID: Bool] = [:]

  private let limits = ServerLimits()

  init() { machine = ServerMachine(router: FuzzMethods.router, limits: limits, now: now) }

  /// Streams whose handlers run, in their order.
  var running: [StreamID] { handlers.keys.sorted() }

  mutating func receive(_ frame: Frame) throws {
    try perform(machine.receive(frame, now: now))
    try check()
  }

  mutating func handlerEnded(_ streamID: StreamID) throws {
    let isWanted = machine.handlerEnded(streamID)
    try hold(
      isWanted == (handlers.removeValue(forKey: streamID) == false),
      "an answer is wanted once: of a stream that has a handler and no answer")
  }

  mutating func abort(_ streamID: StreamID) throws {
    try perform(machine.abort(streamID, .draining))
  }

  mutating func setStalled(_ streamID: StreamID, _ isStalled: Bool) {
    machine.setStalled(streamID, isStalled, now: now)
  }

  mutating func setWritable(_ isWritable: Bool) { machine.setWritable(isWritable, now: now) }

  mutating func readEnded(isPartial: Bool, completed: Bool) {
    machine.readEnded(hasPartialFrame: isPartial, completedFrames: completed, now: now)
  }

  mutating func beginDraining() { machine.beginDraining() }

  mutating func pass(_ time: TimeAmount) throws {
    now = now + time
    for action in machine.timePassed(now: now) { try perform(action) }
    try hold(isOver || machine.nextDeadline > now, "what was due is done")
  }

  /// Ends every handler.
  mutating func finish() throws {
    for streamID in running { try handlerEnded(streamID) }
    try hold(machine.streams.isEmpty && !machine.isStalled, "nothing is left of ended streams")
  }

  private func check() throws {
    try hold(Set(machine.streams.keys) == Set(handlers.keys), "a stream lives with its handler")
    try hold(handlers.count <= limits.connection.calls, "streams are bounded")
  }

  private mutating func perform(_ action: ServerAction) throws {
    switch action {
    case .none: break
    case .runInline(let invocation):
      try hold(!machine.isDraining, "a draining server starts no call")
      try hold(handlers[invocation.streamID] == nil, "an inline call has no stream")
    case .start(let invocation):
      try hold(!machine.isDraining, "a draining server starts no call")
      try hold(
        handlers.updateValue(false, forKey: invocation.streamID) == nil, "a stream starts once")
      try hold(
        invocation.deadline <= now + TimeAmount(Limits.timeoutMax), "a deadline is bounded")
    case .deliver(let streamID, _, _):
      try hold(handlers[streamID] == false, "messages go to a handler that is wanted")
    case .answer(let streamID, _), .refuse(let streamID, _, _, _, _):
      try hold(handlers[streamID] != false, "a running call is not answered behind its back")
    case .abort(let streamID, _), .cancel(let streamID, _):
      try hold(
        handlers.updateValue(true, forKey: streamID) == false, "a stream is answered once")
    case .end, .close: isOver = true
    }
  }
}

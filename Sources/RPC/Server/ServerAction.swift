import NIOCore

/// A request that passed every check of the machine.
struct Invocation {
  var streamID: StreamID
  var route: MethodRouter.Route
  var metadata: Metadata
  var receivedAt: NIODeadline
  var deadline: NIODeadline
  /// The message that came with the request; nil where the first one is still to come.
  var message: ByteBuffer?
  /// Whether messages follow.
  var isOpen: Bool
}

/// What the server's connection does next. The machine decides, the connection performs.
enum ServerAction {
  case none
  /// Run a handler of the event loop and answer; the stream has no state.
  case runInline(Invocation)
  /// Start the handler's task.
  case start(Invocation)
  /// Give the stream a message (nil: none), and then its end.
  case deliver(StreamID, ByteBuffer?, end: Bool)
  /// Answer a stream that has no state.
  case answer(StreamID, RPCStatus?)
  /// Answer a call that has no state, and count why.
  case refuse(StreamID, RefusalReason, RPCStatus, MethodName, Metadata)
  /// Answer a stream early and cancel its handler.
  case abort(StreamID, RPCStatus)
  /// Answer with the status, then end the connection.
  case end(StreamID, RPCStatus)
  /// End a stream whose client wants no more of it: answer `CANCELLED`, stop the handler, and
  /// answer the call that asked for it.
  case cancel(StreamID, answering: StreamID)
  /// End the connection without a word.
  case close
}

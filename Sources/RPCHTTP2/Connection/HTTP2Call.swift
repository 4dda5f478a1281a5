import NIOCore
import NIOHTTP2
import RPC

/// One stream of a connection, from its headers until it is closed.
final class HTTP2Call {
  let streamID: HTTP2StreamID
  let route: MethodRouter.Route
  let call: ServerCall
  /// Whose limits it counts for.
  let caller: CallerAccount?
  /// Where the bytes count that ``body`` holds.
  let gauges: CallBytes
  var body: RequestBody
  /// Once the handler has a task.
  var running: RunningCall?
  /// When the call is answered for its client, or, once it is answered, given up.
  var deadline: NIODeadline
  /// The client has sent everything.
  var clientHasEnded = false
  var hasSentLeading = false
  /// Its last words are written; what the handler still says is dropped.
  var isAnswered = false
  /// The handler has more messages than it reads, and the client gets no credit.
  var isFull = false
  /// Bytes taken from the client for which it has no credit yet.
  var owedCredit = 0
  /// What ``body`` holds for the rest of a message, as far as the connection has counted it.
  var countedBytes = 0
  /// What ``body`` holds, as far as ``gauges`` have counted it.
  var chargedBytes = 0
  /// Bytes written and not sent.
  var unsentBytes = 0
  /// Since when a message has begun and is not whole.
  var messageBegunAt: NIODeadline?
  /// When the client took the last of what is not all sent.
  var lastSentAt: NIODeadline?

  init(
    _ streamID: HTTP2StreamID, _ route: MethodRouter.Route, _ call: ServerCall,
    _ caller: CallerAccount?, _ gauges: CallBytes
  ) {
    self.caller = caller
    self.gauges = gauges
    self.streamID = streamID
    self.route = route
    self.call = call
    body = RequestBody(route.method.shape)
    deadline = call.deadline
  }
}

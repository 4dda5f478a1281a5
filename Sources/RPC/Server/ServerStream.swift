import NIOCore

/// One stream as the server sees it, from its request until its handler has ended.
struct ServerStream: Sendable, Hashable {
  enum Phase: Sendable, Hashable {
    /// A unary call: its only message came with the request.
    case unary
    /// The client may send.
    case open
    /// The client has sent everything.
    case halfClosed
    /// Answered before its handler ended, which is being cancelled. It still counts as a stream, so
    /// that handlers which do not listen to cancellation cannot pile up.
    case answered
  }

  var phase: Phase
  var deadline: NIODeadline
  /// Since when the connection waits for this stream's handler to read.
  var stalledSince: NIODeadline?
}

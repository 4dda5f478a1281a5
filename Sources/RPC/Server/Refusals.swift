/// The statuses that the connection itself gives, apart from those that name the frame at fault.
extension RPCStatus {
  package static let draining = RPCStatus(
    .unavailable, "the server is stopping: retry in a moment, on a new connection")
  package static let deadlineExceeded = RPCStatus(
    .deadlineExceeded, "the call's deadline passed before it was done")
  package static let cancelled = RPCStatus(.cancelled, "the client cancelled the call")
  package static let ended = RPCStatus(.cancelled, "the call has ended, and takes no more messages")
  package static let stalled = RPCStatus(
    .resourceExhausted, "the server did not read the stream's messages in time: send them slower")

  package static let metadataTooLarge = RPCStatus(
    .resourceExhausted, "the call's metadata is over \(Limits.metadataBytesMax) bytes")
  package static let tooMuchMetadata = RPCStatus(
    .resourceExhausted, "the call's metadata has more than \(Limits.metadataEntriesMax) entries")

  package static func answerTooLarge(_ bytes: Int) -> RPCStatus {
    RPCStatus(
      .resourceExhausted,
      "the answer has \(bytes) bytes, and a frame takes \(Limits.frameBytesMax): ask for less at once"
    )
  }
}

extension ProtobufError {
  /// What the client of a request that cannot be read is told.
  var requestStatus: RPCStatus {
    switch reason {
    case .tooManyBytes: .metadataTooLarge
    case .tooManyEntries: .tooMuchMetadata
    default:
      RPCStatus(.invalidArgument, "the request's envelope is not a ttrpc.Request: \(reason)")
    }
  }
}

extension FrameFlags {
  /// Whether a request with these flags may call the method; nil: it may.
  func refusal(for method: Method) -> RPCStatus? {
    let isStream = contains(.remoteOpen) || contains(.remoteClosed)
    if contains(.remoteOpen), contains(.remoteClosed) {
      return RPCStatus(.invalidArgument, "a request's stream is either open or closed, not both")
    }
    switch method.shape {
    case .unary:
      return contains(.remoteOpen)
        ? RPCStatus(.invalidArgument, "\(method.name) is unary and takes no stream") : nil
    case .serverStreaming:
      return contains(.remoteOpen) || !isStream
        ? RPCStatus(
          .invalidArgument, "\(method.name) takes one message: open it with the flag remote closed")
        : nil
    case .clientStreaming, .bidirectional:
      return isStream
        ? nil : RPCStatus(.invalidArgument, "\(method.name) takes a stream, and the call is unary")
    }
  }
}

extension CallShape {
  package var hasRequestStream: Bool { self == .clientStreaming || self == .bidirectional }
  package var hasResponseStream: Bool { self == .serverStreaming || self == .bidirectional }
}

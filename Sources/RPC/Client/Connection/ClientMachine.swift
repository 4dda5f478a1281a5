import NIOCore

/// The client's side of one connection: which frames are expected when, and what follows from them.
///
/// A value with no clock and no socket, the mirror of ``ServerMachine``.
struct ClientMachine {
  /// A stream from its opening until its answer.
  struct Stream: Sendable, Hashable {
    var shape: CallShape
    /// The client may send.
    var isOpen: Bool
  }

  /// What a call learns. The machine decides, the connection performs.
  enum Action {
    case none
    /// A message of a stream whose answer is one.
    case message(StreamID, ByteBuffer)
    /// The call has ended, with its last message where it has one.
    case ended(StreamID, Result<ByteBuffer?, RPCStatus>)
    /// The server ends the connection, and says why.
    case closing(RPCStatus)
  }

  private(set) var streams: [StreamID: Stream] = [:]
  /// Stream ids are odd and rise; nil: all are used.
  private var nextStreamID: StreamID? = 1

  /// Opens a stream.
  /// - Throws: `UNAVAILABLE` when the connection's ids are used up, after two thousand million
  ///   calls.
  mutating func open(_ shape: CallShape) throws(RPCStatus) -> StreamID {
    guard let streamID = nextStreamID else {
      throw RPCStatus(.unavailable, "the connection has used all stream ids: open a new one")
    }
    nextStreamID = streamID == .max ? nil : streamID + 2
    streams[streamID] = Stream(shape: shape, isOpen: shape.hasRequestStream)
    return streamID
  }

  /// Whether the stream still takes messages to send.
  func maySend(_ streamID: StreamID) -> Bool { streams[streamID]?.isOpen == true }

  /// The client sends no more.
  mutating func closeSend(_ streamID: StreamID) { streams[streamID]?.isOpen = false }

  /// Forgets a call that nobody waits for.
  /// - Returns: whether it was known, so that the server should be told.
  mutating func cancel(_ streamID: StreamID) -> Bool {
    streams.removeValue(forKey: streamID) != nil
  }

  mutating func receive(_ frame: Frame) -> Action {
    if frame.kind == .response, frame.streamID == 0 { return closing(frame.payload) }
    // Frames of calls that were cancelled, and of kinds not known yet, are nobody's.
    guard let stream = streams[frame.streamID] else { return .none }
    switch frame.kind {
    case .response: return receiveResponse(frame, stream)
    case .data: return receiveData(frame, stream)
    default: return .none
    }
  }

  private mutating func receiveResponse(_ frame: Frame, _ stream: Stream) -> Action {
    streams[frame.streamID] = nil
    do throws(ProtobufError) {
      let response = try ResponseEnvelope(decoding: frame.payload)
      if let status = response.status { return .ended(frame.streamID, .failure(status)) }
      let isMessage = !stream.shape.hasResponseStream || response.payload.readableBytes > 0
      return .ended(frame.streamID, .success(isMessage ? response.payload : nil))
    } catch {
      let status = RPCStatus(
        .internal, "the server's answer is not a ttrpc.Response: \(error.reason)")
      return .ended(frame.streamID, .failure(status))
    }
  }

  private mutating func receiveData(_ frame: Frame, _ stream: Stream) -> Action {
    guard stream.shape.hasResponseStream else {
      streams[frame.streamID] = nil
      let status = RPCStatus(.internal, "the server sent a stream where one answer was expected")
      return .ended(frame.streamID, .failure(status))
    }
    let message = frame.flags.contains(.noData) ? nil : frame.payload
    if frame.flags.contains(.remoteClosed) {
      streams[frame.streamID] = nil
      return .ended(frame.streamID, .success(message))
    }
    return message.map { .message(frame.streamID, $0) } ?? .none
  }

  private func closing(_ payload: ByteBuffer) -> Action {
    let status = (try? ResponseEnvelope(decoding: payload))?.status
    return .closing(status ?? RPCStatus(.unavailable, "the server ends the connection"))
  }
}

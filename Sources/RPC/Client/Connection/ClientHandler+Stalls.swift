import NIOCore

/// The protocol has no flow control of its own: while one stream's reader does not keep up, nothing
/// is read from the connection. That is harmless while nobody else uses it, and has a limit when
/// somebody does.
extension ClientHandler {
  func streamIsFull(_ streamID: StreamID) {
    fullStreams[streamID] = .now()
    watchStalls()
  }

  /// One timer is kept, however often streams become full.
  private func watchStalls() {
    guard !watchesStalls, let context else { return }
    watchesStalls = true
    context.eventLoop.assumeIsolated().scheduleTask(in: stallTime) {
      self.watchesStalls = false
      self.endStalls()
    }
  }

  private func endStalls() {
    let others = calls.count - fullStreams.count
    let limit = NIODeadline.now() - stallTime
    if others > 0 {
      for (streamID, since) in fullStreams where since <= limit {
        giveUp(streamID, .notRead)
      }
    }
    if !fullStreams.isEmpty { watchStalls() }
  }
}

extension RPCStatus {
  fileprivate static let notRead = RPCStatus(
    .resourceExhausted,
    "the stream's messages were not read in time, and held other calls up: read them faster, or "
      + "give the stream a connection of its own")
}

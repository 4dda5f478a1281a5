import NIOCore
import NIOHTTP2
import RPC

/// Stopping in good order (RFC 9113, 6.8): the client is told, then, when all that it had sent by
/// then has arrived, which of its streams is the last one.
extension HTTP2Connection {
  enum Stopping {
    case no
    /// Told; streams on their way are still taken.
    case told
    /// The last stream is named.
    case last
  }

  private static let pingData = HTTP2PingData(withInteger: 0x7769_6E64_6F77)

  func beginDraining() {
    guard stopping == .no, !isEnding, let context else { return }
    stopping = .told
    write(.goAway(lastStreamID: .maxID, errorCode: .noError, opaqueData: nil), on: .rootStream)
    write(.ping(Self.pingData, ack: false), on: .rootStream)
    context.flush()
    context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(Limits.lingerTime)) {
      self.nameLastStream()
    }
  }

  func receiveAnswer(to ping: HTTP2PingData) {
    if ping == Self.pingData { nameLastStream() }
  }

  private func nameLastStream() {
    guard stopping == .told, !isEnding else { return }
    stopping = .last
    write(
      .goAway(lastStreamID: lastStreamID, errorCode: .noError, opaqueData: nil), on: .rootStream)
    flushSoon()
    endIfDrained()
  }

  func endIfDrained() {
    guard stopping == .last, calls.isEmpty, !isEnding, let context else { return }
    // In a turn of its own: the last answer's frames are still being written.
    context.eventLoop.assumeIsolated().execute {
      guard self.calls.isEmpty else { return }
      self.endQuietly()
    }
  }

  func stopNow() {
    for opened in calls.values where !opened.isAnswered { abort(opened, .draining) }
    goAway(.noError, because: RPCStatus.draining.message)
  }
}

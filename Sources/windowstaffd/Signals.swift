internal import Dispatch
internal import Glibc

/// Waits for the signals that the server heeds.
struct Signals {
  enum Kind { case stop, reload }

  private let received: AsyncStream<(Kind, name: String)>
  private let sources: [any DispatchSourceSignal]

  /// - Parameter reloads: whether SIGHUP is heeded; otherwise it ends the process as ever.
  init(reloads: Bool) {
    let (received, continuation) = AsyncStream.makeStream(of: (Kind, name: String).self)
    self.received = received
    var heeded: [(CInt, Kind, String)] = [
      (SIGTERM, .stop, "SIGTERM"), (SIGINT, .stop, "SIGINT"),
    ]
    if reloads { heeded.append((SIGHUP, .reload, "SIGHUP")) }
    sources = heeded.map { number, kind, name in
      // The default action would end the process before the source sees the signal.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { continuation.yield((kind, name)) }
      source.resume()
      return source
    }
  }

  /// Calls back for each reload, until a signal to stop comes.
  /// - Returns: its name.
  func untilStop(onReload: () -> Void) async -> String {
    for await (kind, name) in received {
      if kind == .stop { return name }
      onReload()
    }
    return ""
  }
}

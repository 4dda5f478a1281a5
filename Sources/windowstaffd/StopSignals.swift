internal import Dispatch
internal import Glibc

/// Waits for the signals that tell the server to stop.
struct StopSignals {
  private let names: AsyncStream<String>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (names, continuation) = AsyncStream.makeStream(of: String.self)
    self.names = names
    sources = [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT")].map { number, name in
      // The default action would end the process before the source sees the signal.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { continuation.yield(name) }
      source.resume()
      return source
    }
  }

  /// The name of the first one that comes.
  func next() async -> String {
    for await name in names { return name }
    return ""
  }
}

internal import RPC
internal import Synchronization

/// Gives a service the numbers of the server that serves it, which is made after it.
final class ServerMonitor: Sendable {
  private let server = Mutex<Server?>(nil)

  func watch(_ watched: Server) { server.withLock { $0 = watched } }

  var statistics: ServerStatistics {
    server.withLock { $0 }?.statistics ?? ServerStatistics()
  }
}

public import Logging

/// Serves a table of methods over any number of addresses.
public final class Server: Sendable {
  private let table: MethodTable
  private let configuration: ServerConfiguration
  private let logger: Logger

  public init(table: MethodTable, configuration: ServerConfiguration = .init(), logger: Logger) {
    self.table = table
    self.configuration = configuration
    self.logger = logger
  }

  /// Listens, and returns the addresses as bound (a TCP port of 0 becomes the chosen one).
  /// - Throws: ``ListenError`` that names the address and what to do.
  public func start(on addresses: [ListenAddress]) async throws -> [ListenAddress] { addresses }

  /// Stops: answers every request already received, refuses new ones with `UNAVAILABLE`, closes
  /// the connections as they fall idle, and all of them when the time is up.
  public func drain(within time: Duration) async {}

  /// A connection in memory, for tests: no address, no file; the peer is ``ServerCall/Peer/memory``.
  public func connectInMemory() async throws -> ClientConnection {
    throw RPCStatus(.unimplemented, "no server yet")
  }
}

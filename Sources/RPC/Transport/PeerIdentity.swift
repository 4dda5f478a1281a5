import Glibc
import NIOCore

/// Finds out who is at the other end.
enum PeerIdentity {
  /// `struct ucred` of the kernel, which Glibc's module does not show.
  private struct Credentials: Sendable {
    var processID: Int32
    var uid: UInt32
    var groupID: UInt32
  }

  /// A Unix socket's peer by its credentials at the time of connecting (`SO_PEERCRED`, unix(7)).
  static func of(_ channel: any Channel) -> EventLoopFuture<ServerCall.Peer> {
    guard case .unixDomainSocket = channel.localAddress,
      let options = channel as? any SocketOptionProvider
    else {
      let address = channel.remoteAddress.map { "\($0)" } ?? "unknown"
      return channel.eventLoop.makeSucceededFuture(.tcp(address: address))
    }
    let credentials: EventLoopFuture<Credentials> = options.unsafeGetSocketOption(
      level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
    return credentials.map { .unix(uid: $0.uid) }
  }
}

import Glibc
import NIOCore
import NIOPosix

@testable import RPC

/// A client that sends any bytes it likes, over a socket of the system.
final class RawPeer {
  struct Closed: Error {}

  private let descriptor: CInt
  private var decoder = FrameDecoder()

  /// Connects to a Unix socket; a read that brings nothing for all of `patience` fails the test.
  init(path: String) throws {
    descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw Closed() }
    var limit = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  func send(_ frames: Frame...) { for frame in frames { send(frame.encoded) } }

  func send(_ bytes: ByteBuffer) {
    bytes.withUnsafeReadableBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = Glibc.send(
          descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent,
          CInt(MSG_NOSIGNAL))
        guard count > 0 else { return }
        sent += count
      }
    }
  }

  /// The next frame. Throws ``Closed`` where the server closes first, or stays silent.
  func receive() async throws -> Frame {
    while true {
      if case .frame(let frame) = decoder.next() { return frame }
      let chunk = try await read()
      guard !chunk.isEmpty else { throw Closed() }
      decoder.append(ByteBuffer(bytes: chunk))
    }
  }

  /// What the server sends next; empty at the end. Waits on a thread of its own, because the tasks'
  /// threads are few and the server's handlers need them.
  private func read() async throws -> [UInt8] {
    try await NIOThreadPool.singleton.runIfActive { [descriptor] in
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count >= 0 else { throw Closed() }
      return Array(chunk[..<count])
    }
  }

  /// The next frame's status; nil: OK.
  func receiveStatus(of streamID: StreamID) async throws -> RPCStatus? {
    let frame = try await receive()
    guard frame.kind == .response, frame.streamID == streamID else { throw Closed() }
    return try ResponseEnvelope(decoding: frame.payload).status
  }

  /// Whether the server has closed the connection, after what it had to say.
  func isClosed() async -> Bool {
    while let chunk = try? await read() {
      if chunk.isEmpty { return true }
    }
    return false
  }
}

/// Runs the body with a raw connection to a server of the sample table.
func withRawPeer(
  _ table: MethodTable = Sample.table(), _ body: (Server, RawPeer) async throws -> Void
) async throws {
  let server = Server(table: table, logger: .quiet)
  let path = temporarySocketPath()
  _ = try await server.start(on: [.unix(path: path)])
  do {
    try await body(server, RawPeer(path: path))
  } catch {
    await server.drain(within: .zero)
    throw error
  }
  await server.drain(within: patience)
}

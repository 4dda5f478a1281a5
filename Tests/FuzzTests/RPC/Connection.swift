import Dispatch
import Glibc
import Logging
import NIOCore
import RPC
import RPCHTTP2
import Synchronization

extension FuzzTarget {
  /// A whole connection, over a socket, to a server that speaks both protocols. An odd first byte
  /// begins as HTTP/2 does; the second says where writes are cut.
  static let connection = FuzzTarget(name: "connection") { bytes in
    guard let server = FuzzServer.shared else {
      throw BrokenInvariant(description: "the server starts")
    }
    var input = FuzzBytes(bytes)
    var sent: [UInt8] = []
    if input.byte() & 1 == 1 {
      // RFC 9113: the preface, empty settings.
      sent = GRPC().preface + [0, 0, 0, 4, 0, 0, 0, 0, 0]
    }
    let cut = Int(input.byte())
    sent += input.rest()
    try server.converse(sent, cut: min(cut, sent.count))
  }
}

/// One server for as long as the process lives.
private final class FuzzServer: Sendable {
  static let shared = FuzzServer()

  private let path: String
  private let server: Server
  private let conversations = Atomic(0)

  private init?() {
    let path = "/tmp/windowstaff-fuzz-\(getpid()).sock"
    self.path = path
    var configuration = ServerConfiguration()
    configuration.protocols = [GRPC()]
    let server = Server(
      table: FuzzMethods.table, configuration: configuration,
      logger: Logger(label: "fuzz", factory: { _ in SwiftLogNoOpLogHandler() }))
    self.server = server
    let started = DispatchSemaphore(value: 0)
    Task {
      _ = try? await server.start(on: [.unix(path: path)])
      started.signal()
    }
    started.wait()
    guard access(path, R_OK) == 0 else { return nil }
  }

  /// Sends the bytes, says that nothing follows, and waits for the server to close.
  func converse(_ bytes: [UInt8], cut: Int) throws {
    let descriptor = try connected()
    defer { close(descriptor) }
    for part in [bytes[..<cut], bytes[cut...]] where !part.isEmpty {
      _ = part.withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
    }
    shutdown(descriptor, Int32(SHUT_WR))
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var count = 1
    // libFuzzer's clock interrupts.
    repeat {
      count = recv(descriptor, &buffer, buffer.count, 0)
    } while count > 0 || errno == EINTR && count < 0
    try hold(count == 0 || errno == ECONNRESET, "the server closes within its time: \(errno)")
    guard conversations.wrappingAdd(1, ordering: .relaxed).newValue.isMultiple(of: 256) else {
      return
    }
    try checkHonestCall()
  }

  /// A well-formed call of the inline method, which must be answered whatever was sent before.
  private func checkHonestCall() throws {
    let request: [UInt8] =
      [0, 0, 0, 22, 0, 0, 0, 1, 1, 0] + [10, 9] + Array("fuzz.Fuzz".utf8) + [18, 6]
      + Array("Inline".utf8) + [26, 1, 7]
    let descriptor = try connected()
    defer { close(descriptor) }
    _ = request.withUnsafeBytes {
      send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    var answer = [UInt8](repeating: 0, count: 13)
    var count = 0
    repeat {
      count = recv(descriptor, &answer, answer.count, Int32(MSG_WAITALL))
    } while count < 0 && errno == EINTR
    try hold(
      count == 13 && answer == [0, 0, 0, 3, 0, 0, 0, 1, 2, 0, 18, 1, 7], "the server still answers")
  }

  private func connected() throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var timeout = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let outcome = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try hold(outcome == 0, "the server takes connections: \(errno)")
    return descriptor
  }
}

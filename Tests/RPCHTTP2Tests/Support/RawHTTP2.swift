import Glibc
import NIOCore
import NIOHPACK
import NIOPosix

/// A client of HTTP/2 that sends any frames it likes, over a socket of the system.
final class RawHTTP2 {
  struct Closed: Error {}

  struct Frame {
    var type: UInt8
    var flags: UInt8
    var streamID: UInt32
    var payload: ByteBuffer
    /// Of a headers frame.
    var headers = HPACKHeaders()

    /// The status in a stream's last headers.
    var grpcStatus: String? { headers.first(name: "grpc-status") }
  }

  enum Kind {
    static let data: UInt8 = 0
    static let headers: UInt8 = 1
    static let reset: UInt8 = 3
    static let settings: UInt8 = 4
    static let ping: UInt8 = 6
    static let goAway: UInt8 = 7
    static let windowUpdate: UInt8 = 8
    static let continuation: UInt8 = 9
  }

  static let endStream: UInt8 = 1
  static let endHeaders: UInt8 = 4

  /// Reads wait on threads of their own: the tasks' threads are few, and the handlers need them.
  private static let readers: NIOThreadPool = {
    let pool = NIOThreadPool(numberOfThreads: 32)
    pool.start()
    return pool
  }()

  private let descriptor: CInt
  private var received = ByteBuffer()
  private var decoder = HPACKDecoder(allocator: ByteBufferAllocator())

  /// A read that brings nothing for a minute fails the test.
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
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      var limit = timeval(tv_sec: 60, tv_usec: 0)
      setsockopt(
        descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  deinit { close(descriptor) }

  // MARK: Sending

  /// - Returns: whether all was sent: the server may have closed.
  @discardableResult
  func send(_ bytes: ByteBuffer) -> Bool {
    bytes.withUnsafeReadableBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = Glibc.send(
          descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent,
          CInt(MSG_NOSIGNAL))
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }

  /// The preface and settings. `window`: what each stream may be sent.
  func begin(window: UInt32 = 65535) {
    var bytes = ByteBuffer(string: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    var settings = ByteBuffer()
    settings.writeInteger(UInt16(4))
    settings.writeInteger(window)
    bytes.writeFrame(Kind.settings, 0, 0, settings)
    send(bytes)
  }

  /// Waits for the server's settings and takes them: until then, they do not bind either side.
  func acknowledgeSettings() async throws {
    _ = try await next { $0.type == Kind.settings && $0.flags == 0 }
    var bytes = ByteBuffer()
    bytes.writeFrame(Kind.settings, 1, 0)
    send(bytes)
  }

  /// The headers of a call, and, where there is one, its message.
  func call(
    _ streamID: UInt32, _ path: String, message: ByteBuffer? = ByteBuffer(), ends: Bool = true
  ) {
    var bytes = ByteBuffer()
    bytes.writeFrame(Kind.headers, Self.endHeaders, streamID, .callHeaders(path))
    if let message {
      bytes.writeFrame(Kind.data, ends ? Self.endStream : 0, streamID, .message(message))
    }
    send(bytes)
  }

  // MARK: Receiving

  func next() async throws -> Frame {
    while true {
      if var frame = received.readFrame() {
        if frame.type == Kind.headers {
          var block = frame.payload
          frame.headers = try decoder.decodeHeaders(from: &block)
        }
        return frame
      }
      let chunk = try await read()
      guard !chunk.isEmpty else { throw Closed() }
      received.writeBytes(chunk)
    }
  }

  /// The first frame that fits; those before it are passed over.
  func next(where fits: (Frame) -> Bool) async throws -> Frame {
    while true {
      let frame = try await next()
      if fits(frame) { return frame }
    }
  }

  /// The status with which the stream ends.
  func status(of streamID: UInt32) async throws -> String? {
    try await next { $0.streamID == streamID && $0.grpcStatus != nil }.grpcStatus
  }

  /// The code with which the server resets the stream.
  func reset(of streamID: UInt32) async throws -> UInt32 {
    let frame = try await next { $0.streamID == streamID && $0.type == Kind.reset }
    return frame.payload.getInteger(at: frame.payload.readerIndex) ?? 0
  }

  /// The error code and words of the GOAWAY that comes.
  func goAway() async throws -> (code: UInt32, text: String) {
    let frame = try await next { $0.type == Kind.goAway }
    var payload = frame.payload
    payload.moveReaderIndex(forwardBy: 4)
    return (payload.readInteger() ?? 0, String(buffer: payload))
  }

  /// Whether the server closes, after what it has to say.
  func isClosed() async -> Bool {
    while let chunk = try? await read() {
      if chunk.isEmpty { return true }
    }
    // A reset closes, too.
    return true
  }

  private func read() async throws -> [UInt8] {
    try await Self.readers.runIfActive { [descriptor] in
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count >= 0 else { throw Closed() }
      return Array(chunk[..<count])
    }
  }
}

extension ByteBuffer {
  mutating func writeFrame(
    _ type: UInt8, _ flags: UInt8, _ streamID: UInt32, _ payload: ByteBuffer = ByteBuffer()
  ) {
    let count = payload.readableBytes
    writeBytes([UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)])
    writeInteger(type)
    writeInteger(flags)
    writeInteger(streamID)
    writeImmutableBuffer(payload)
  }

  fileprivate mutating func readFrame() -> RawHTTP2.Frame? {
    guard let head: UInt32 = getInteger(at: readerIndex),
      readableBytes >= 9 + Int(head >> 8)
    else { return nil }
    let length = Int(head >> 8)
    moveReaderIndex(forwardBy: 3)
    guard let type: UInt8 = readInteger(), let flags: UInt8 = readInteger(),
      let streamID: UInt32 = readInteger(), let payload = readSlice(length: length)
    else { return nil }
    return RawHTTP2.Frame(type: type, flags: flags, streamID: streamID, payload: payload)
  }

  /// Header fields as literals that nothing remembers (RFC 7541, 6.2.2).
  static func headerBlock(_ fields: [(String, String)]) -> ByteBuffer {
    var block = ByteBuffer()
    for (name, value) in fields {
      block.writeInteger(UInt8(0))
      block.writeHPACK(name)
      block.writeHPACK(value)
    }
    return block
  }

  static func callHeaders(_ path: String, _ more: [(String, String)] = []) -> ByteBuffer {
    headerBlock(
      [
        (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost"),
        ("te", "trailers"), ("content-type", "application/grpc"),
      ] + more)
  }

  /// A string of any length, without Huffman's code.
  private mutating func writeHPACK(_ text: String) {
    var count = text.utf8.count
    if count < 127 {
      writeInteger(UInt8(count))
    } else {
      writeInteger(UInt8(127))
      count -= 127
      while count >= 128 {
        writeInteger(UInt8(count & 127 | 128))
        count >>= 7
      }
      writeInteger(UInt8(count))
    }
    writeString(text)
  }

  /// With gRPC's prefix.
  static func message(_ message: ByteBuffer) -> ByteBuffer {
    var bytes = ByteBuffer()
    bytes.writeInteger(UInt8(0))
    bytes.writeInteger(UInt32(message.readableBytes))
    bytes.writeImmutableBuffer(message)
    return bytes
  }
}

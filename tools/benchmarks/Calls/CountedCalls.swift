import Glibc

/// Makes calls with encoded bytes over one connection, and allocates nothing for any of them, so
/// that what is counted is the server's.
struct CountedCalls {
  enum Wire: String { case ttrpc, grpc }

  private let wire: Wire
  private let method: String
  private let descriptor: Int32
  private var nextStream: UInt32 = 1
  private var out = FixedBuffer()
  private var into = FixedBuffer()

  init(_ wire: Wire, method: String, socket path: String) {
    self.wire = wire
    self.method = method
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let outcome = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard outcome == 0 else { fatalError("no connection: \(errno)") }
    guard wire == .grpc else { return }
    // The preface, empty settings, and a window for all answers at once.
    out += Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
    out += [0, 0, 4, 8, 0, 0, 0, 0, 0, 0x7f, 0xfe, 0, 0]
    // The server's settings, read and acknowledged.
    send()
    while !takeFrame({ $0[3] == 4 }) { receive() }
    out += [0, 0, 0, 4, 1, 0, 0, 0, 0]
  }

  /// Makes so many calls, `inFlight` at a time: the next ones when all are answered.
  mutating func run(_ count: Int, inFlight: Int) {
    for _ in 0..<(count / inFlight) {
      for _ in 0..<inFlight { write() }
      send()
      var left = inFlight
      while left > 0 {
        if takeFrame(endsCall) { left -= 1 } else { receive() }
      }
    }
  }

  func close() { _ = Glibc.close(descriptor) }

  // MARK: Requests

  /// A body of a hundred bytes.
  private static let message: [UInt8] = [18, 100] + [UInt8](repeating: 120, count: 100)

  private mutating func write() {
    if wire == .ttrpc { writeTtrpc() } else { writeGRPC() }
    nextStream += 2
  }

  private mutating func writeTtrpc() {
    let bytes = 12 + 2 + method.utf8.count + 2 + Self.message.count
    writeNumber(UInt32(bytes))
    writeNumber(nextStream)
    out += [1, 0, 10, 10]
    out += "bench.Echo".utf8
    out += [18, UInt8(method.utf8.count)]
    out += method.utf8
    out += [26, UInt8(Self.message.count)]
    out += Self.message
  }

  /// The first request puts its headers into HPACK's table; later ones name their places, as every
  /// client does.
  private mutating func writeGRPC() {
    let start = out.count
    out += [0, 0, 0, 1, 4]
    writeNumber(nextStream)
    out += [0x83, 0x86]
    if nextStream == 1 {
      for (name, value) in [
        (0x44, "/bench.Echo/\(method)"), (0x41, "localhost"), (0x5f, "application/grpc"),
      ] {
        out += [UInt8(name), UInt8(value.utf8.count)]
        out += value.utf8
      }
      out += [0x40, 2, 0x74, 0x65, 8]
      out += "trailers".utf8
    } else {
      out += [0x80 | 65, 0x80 | 64, 0x80 | 63, 0x80 | 62]
    }
    out[start + 2] = UInt8(out.count - start - 9)
    out += [0, 0, UInt8(5 + Self.message.count), 0, 1]
    writeNumber(nextStream)
    out += [0, 0, 0, 0, UInt8(Self.message.count)]
    out += Self.message
  }

  private mutating func writeNumber(_ number: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] {
      out.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  // MARK: Answers

  /// An answer, or the headers that end a stream.
  private func endsCall(_ frame: UnsafeRawBufferPointer) -> Bool {
    wire == .ttrpc ? frame[8] == 2 : frame[3] == 1 && frame[4] & 1 == 1
  }

  /// Takes frames up to one of a kind; false when more must be read.
  private mutating func takeFrame(_ isWanted: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    let header = wire == .ttrpc ? 10 : 9
    let bytes = into.filled
    var start = 0
    var found = false
    while !found, bytes.count - start >= header {
      let frame = UnsafeRawBufferPointer(rebasing: bytes[start...])
      let size =
        wire == .ttrpc
        ? Int(frame[1]) << 16 | Int(frame[2]) << 8 | Int(frame[3])
        : Int(frame[0]) << 16 | Int(frame[1]) << 8 | Int(frame[2])
      guard bytes.count - start >= header + size else { break }
      found = isWanted(frame)
      start += header + size
    }
    into.drop(start)
    return found
  }

  private mutating func send() {
    let bytes = out.filled
    guard Glibc.send(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count else {
      fatalError("not sent: \(errno)")
    }
    out.drop(bytes.count)
  }

  private mutating func receive() {
    let count = recv(descriptor, into.free.baseAddress, into.free.count, 0)
    guard count > 0 else { fatalError("the server closed the connection: \(errno)") }
    into.count += count
  }
}

/// Bytes in memory that is taken once.
private struct FixedBuffer {
  private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  var count = 0

  var filled: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }
  var free: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: memory[count...])
  }

  subscript(position: Int) -> UInt8 {
    get { memory[position] }
    set { memory[position] = newValue }
  }

  mutating func append(_ byte: UInt8) {
    memory[count] = byte
    count += 1
  }

  static func += (buffer: inout FixedBuffer, bytes: some Sequence<UInt8>) {
    for byte in bytes { buffer.append(byte) }
  }

  mutating func drop(_ bytes: Int) {
    memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[bytes..<count]))
    count -= bytes
  }
}

internal import Foundation

/// A request over a plain socket, so that a test says every byte of it.
public enum HTTP {
  public struct Answer: Sendable {
    public let status: Int
    /// The status line and the headers.
    public let head: String
    public let body: String
  }

  public struct NoAnswer: Error {}

  public static func get(_ path: String, port: Int) async throws -> Answer {
    try await send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n", port: port)
  }

  /// Sends the bytes to the port of this machine and reads until the other end closes.
  public static func send(_ request: String, port: Int) async throws -> Answer {
    let text = try await onOwnThread { try exchange(request, port) }
    guard let end = text.range(of: "\r\n\r\n"), text.hasPrefix("HTTP/1.1 "),
      let status = Int(text.dropFirst(9).prefix(3))
    else { throw NoAnswer() }
    return Answer(
      status: status, head: text[..<end.lowerBound].lowercased(),
      body: String(text[end.upperBound...]))
  }

  private static func exchange(_ request: String, _ port: Int) throws -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw NoAnswer() }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw NoAnswer() }
    try handle.write(contentsOf: Data(request.utf8))
    return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
  }
}

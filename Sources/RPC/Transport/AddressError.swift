/// A text that is no address, and how to write one.
public struct AddressError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// None of `unix:`, `tcp:` and `tls:` stands before it.
    case scheme
    /// The path is empty or holds a NUL.
    case path
    /// The path is longer than the system stores.
    case pathTooLong(bytes: Int)
    /// Host or port is missing, or the port is no number from 0 to 65535.
    case hostAndPort
  }

  public var text: String
  public var reason: Reason

  public init(text: String, reason: Reason) {
    self.text = text
    self.reason = reason
  }

  public var description: String { en }

  public var en: String {
    switch reason {
    case .scheme:
      "\"\(text)\" is no address: write unix:PATH, tcp:HOST:PORT or tls:HOST:PORT"
    case .path:
      "\"\(text)\" has no usable path: write unix:PATH, such as unix:/run/server.sock"
    case .pathTooLong(let bytes):
      "the socket path of \"\(text)\" has \(bytes) bytes, and the system takes at most "
        + "\(ListenAddress.pathBytesMax): choose a shorter folder"
    case .hostAndPort:
      "\"\(text)\" needs a host and a port from 0 to 65535: write tcp:127.0.0.1:7070"
    }
  }

  public var zh: String {
    switch reason {
    case .scheme: "“\(text)”不是地址：请写 unix:路径、tcp:主机:端口 或 tls:主机:端口"
    case .path: "“\(text)”没有可用的路径：请写 unix:路径，例如 unix:/run/server.sock"
    case .pathTooLong(let bytes):
      "“\(text)”的套接字路径有 \(bytes) 字节，系统最多接受 \(ListenAddress.pathBytesMax) 字节：请换用较短的目录"
    case .hostAndPort: "“\(text)”缺少主机或端口（0 至 65535）：请写 tcp:127.0.0.1:7070"
    }
  }
}

/// Where a server listens: `unix:PATH`, `tcp:HOST:PORT`, or `tls:HOST:PORT`.
public enum ListenAddress: Sendable, Hashable, CustomStringConvertible {
  case unix(path: String)
  case tcp(host: String, port: Int)
  case tls(host: String, port: Int)

  /// A Unix socket's path is stored in 108 bytes with a NUL at the end (`sockaddr_un`).
  public static let pathBytesMax = 107

  /// - Throws: ``AddressError`` that says what is wrong with the text and how to write it.
  public init(parsing text: String) throws(AddressError) {
    if text.hasPrefix("unix:") {
      var path = text.dropFirst("unix:".count)
      while path.hasPrefix("//") { path.removeFirst() }
      self = .unix(path: try Self.checkedPath(String(path), of: text))
    } else if text.hasPrefix("tcp:") {
      let (host, port) = try Self.hostAndPort(text.dropFirst("tcp:".count), of: text)
      self = .tcp(host: host, port: port)
    } else if text.hasPrefix("tls:") {
      let (host, port) = try Self.hostAndPort(text.dropFirst("tls:".count), of: text)
      self = .tls(host: host, port: port)
    } else {
      throw AddressError(text: text, reason: .scheme)
    }
  }

  public var description: String {
    switch self {
    case .unix(let path): "unix:\(path)"
    case .tcp(let host, let port): "tcp:\(Self.bracketed(host)):\(port)"
    case .tls(let host, let port): "tls:\(Self.bracketed(host)):\(port)"
    }
  }

  private static func bracketed(_ host: String) -> String {
    host.contains(":") ? "[\(host)]" : host
  }

  /// The same address with the port that the system has chosen.
  func with(port: Int) -> ListenAddress {
    switch self {
    case .unix: self
    case .tcp(let host, _): .tcp(host: host, port: port)
    case .tls(let host, _): .tls(host: host, port: port)
    }
  }

  /// Whether only programs of this machine reach the address.
  public var isLocal: Bool {
    switch self {
    case .unix: true
    case .tcp(let host, _), .tls(let host, _):
      host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
  }

  /// The host whose certificate a client expects.
  var tlsHost: String? {
    if case .tls(let host, _) = self { host } else { nil }
  }

  private static func checkedPath(
    _ path: String, of text: String
  ) throws(AddressError) -> String {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw AddressError(text: text, reason: .path)
    }
    guard path.utf8.count <= pathBytesMax else {
      throw AddressError(text: text, reason: .pathTooLong(bytes: path.utf8.count))
    }
    return path
  }

  private static func hostAndPort(
    _ rest: Substring, of text: String
  ) throws(AddressError) -> (host: String, port: Int) {
    guard let colon = rest.lastIndex(of: ":") else {
      throw AddressError(text: text, reason: .hostAndPort)
    }
    var host = rest[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    let digits = rest[rest.index(after: colon)...]
    guard !host.isEmpty, digits.allSatisfy(\.isASCII), let port = UInt16(digits) else {
      throw AddressError(text: text, reason: .hostAndPort)
    }
    return (String(host), Int(port))
  }
}

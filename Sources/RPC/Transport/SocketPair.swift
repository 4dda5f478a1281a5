import Glibc

/// Two sockets connected to each other, without an address.
enum SocketPair {
  static func open() throws -> (CInt, CInt) {
    var descriptors: (CInt, CInt) = (-1, -1)
    let result = withUnsafeMutableBytes(of: &descriptors) {
      socketpair(
        AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0,
        $0.assumingMemoryBound(to: CInt.self).baseAddress)
    }
    guard result == 0 else {
      throw RPCStatus(.unavailable, "no socket is to be had: \(String(cString: strerror(errno)))")
    }
    return descriptors
  }
}

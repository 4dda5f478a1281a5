import Glibc
import NIOCore
import NIOPosix

extension RPCStatus {
  /// Nobody answers at the address: why, and what to do.
  static func unreachable(_ address: ListenAddress, _ error: any Error) -> RPCStatus {
    RPCStatus(.unavailable, "\(address) cannot be reached: \(reason(of: error, address))")
  }

  private static func reason(of error: any Error, _ address: ListenAddress) -> String {
    switch errnoCode(of: error) {
    case ENOENT: "there is no such socket: start the server, or check the path"
    case ECONNREFUSED:
      if case .unix = address {
        "the socket's server is gone: start the server"
      } else {
        "nothing listens there: start the server, or check host and port"
      }
    case EACCES, EPERM: "the socket belongs to another user: run as that user, or ask its owner"
    case ENOTSOCK: "the file there is no socket: check the path"
    default: "\(error)"
    }
  }

  private static func errnoCode(of error: any Error) -> CInt? {
    if let error = error as? IOError { return error.errnoCode }
    let attempts = (error as? NIOConnectionError)?.connectionErrors
    return (attempts?.first?.error as? IOError)?.errnoCode
  }
}

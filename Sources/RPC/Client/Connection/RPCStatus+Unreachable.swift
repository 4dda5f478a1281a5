import Glibc
import NIOCore
import NIOPosix

extension RPCStatus {
  static let connectionLost = RPCStatus(
    .unavailable, "the server closed the connection: connect again and retry"
  ).localized("zh-CN", "服务端关闭了连接：请重新连接后再试")

  static let slowHandshake = RPCStatus(
    .unavailable, "the server did not end the TLS handshake in time: check that it speaks TLS there"
  ).localized("zh-CN", "服务端未在时限内完成 TLS 握手：请确认该端口使用 TLS")

  static let slowConnection = RPCStatus(
    .unavailable, "no connection came about in time: check that the server is well, then retry"
  ).localized("zh-CN", "未能在时限内建立连接：请确认服务正常后再试")

  static let closedByOwner = RPCStatus(.cancelled, "the connection was closed by its owner")

  /// The ``reason`` of the status of an address where nobody answers.
  public static let unreachable = "UNREACHABLE"

  /// Nobody answers at the address: why, and what to do.
  static func unreachable(_ address: ListenAddress, _ error: any Error) -> RPCStatus {
    let (en, zh) = reason(of: error, address)
    return RPCStatus(.unavailable, "\(address) cannot be reached: \(en)")
      .caused(by: unreachable, domain: "windowstaff")
      .localized("zh-CN", "连接不上 \(address)：\(zh)")
  }

  /// A connection that broke before it could be used.
  func at(_ address: ListenAddress) -> RPCStatus {
    RPCStatus(code, "\(address) cannot be reached: \(message)")
      .caused(by: Self.unreachable, domain: "windowstaff")
      .localized("zh-CN", "连接不上 \(address)：\(self.message(inLanguage: "zh") ?? message)")
  }

  private static func reason(
    of error: any Error, _ address: ListenAddress
  ) -> (en: String, zh: String) {
    switch errnoCode(of: error) {
    case ENOENT:
      ("there is no such socket: start the server, or check the path", "没有这个套接字：请启动服务，或检查路径")
    case ECONNREFUSED:
      if case .unix = address {
        ("the socket's server is gone: start the server", "该套接字的服务已退出：请启动服务")
      } else {
        (
          "nothing listens there: start the server, or check host and port",
          "没有服务在监听：请启动服务，或检查主机和端口"
        )
      }
    case EACCES, EPERM:
      (
        "the socket belongs to another user: run as that user, or ask its owner",
        "该套接字属于其他用户：请以该用户运行，或联系其所有者"
      )
    case ENOTSOCK: ("the file there is no socket: check the path", "该文件不是套接字：请检查路径")
    default: ("\(error)", "\(error)")
    }
  }

  private static func errnoCode(of error: any Error) -> CInt? {
    if let error = error as? IOError { return error.errnoCode }
    let attempts = (error as? NIOConnectionError)?.connectionErrors
    return (attempts?.first?.error as? IOError)?.errnoCode
  }
}

extension SecurityFault {
  static let serverSpeaksTLS = SecurityFault(
    code: "tls_expected", en: "the server speaks TLS at this port: write tls: instead of tcp:",
    zh: "该端口使用 TLS：请把地址中的 tcp: 改为 tls:")
}

extension ByteBuffer {
  /// Whether the bytes begin as an alert or a handshake of TLS; a frame begins with 0.
  var isTLSRecord: Bool {
    getInteger(at: readerIndex, as: UInt8.self).map { $0 == 0x15 || $0 == 0x16 } == true
  }
}

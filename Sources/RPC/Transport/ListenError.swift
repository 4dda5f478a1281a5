/// An address that cannot be listened on, and what to do.
public struct ListenError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// Another program answers there.
    case inUse
    /// The Unix socket's path holds something that is no socket.
    case notASocket
    /// TCP beyond this machine is not allowed by the configuration.
    case remoteTCPRefused
    /// A `tls:` address, and no certificate to show there.
    case noCertificate
    /// The system refuses; its own words.
    case system(String)
  }

  public var address: ListenAddress
  public var reason: Reason

  public init(address: ListenAddress, reason: Reason) {
    self.address = address
    self.reason = reason
  }

  public var description: String { en }

  public var en: String {
    switch reason {
    case .inUse:
      "\(address) is in use by another program: stop it, or choose another address"
    case .notASocket:
      "\(address) cannot be listened on because a file that is no socket stands there: "
        + "remove it, or choose another path"
    case .remoteTCPRefused:
      "\(address) can be reached from other machines, and the connection is not encrypted: "
        + "listen on 127.0.0.1, a Unix socket or a tls: address, or say --insecure on purpose"
    case .noCertificate:
      "\(address) needs a certificate and its key: name their files"
    case .system(let words):
      "\(address) cannot be listened on: \(words)"
    }
  }

  public var zh: String {
    switch reason {
    case .inUse: "\(address) 已被其他程序占用：请先停止该程序，或换用其他地址"
    case .notASocket: "\(address) 处已有一个不是套接字的文件，无法监听：请移走该文件，或换用其他路径"
    case .remoteTCPRefused:
      "其他机器可以连到 \(address)，而连接没有加密：请监听 127.0.0.1、Unix 套接字或 tls: 地址，或明确给出 --insecure"
    case .noCertificate: "\(address) 需要证书及其私钥：请指定文件"
    case .system(let words): "无法监听 \(address)：\(words)"
    }
  }
}

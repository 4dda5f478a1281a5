public import NIOCore

/// What encrypts a client's connections to `tls:` addresses.
public protocol ClientSecurity: Sendable {
  /// The first handler of a connection to the host, whose certificate must be the host's. It fires
  /// `TLSUserEvent.handshakeCompleted`.
  func makeHandler(host: String) throws -> any ChannelHandler

  /// Why the handler has failed, and what to do; nil: the error is none of its own.
  /// - Parameter handler: what ``makeHandler(host:)`` has made.
  func fault(of error: any Error, in handler: any ChannelHandler, host: String) -> SecurityFault?
}

/// Why two sides do not trust each other, or do not speak the same protocol. Another try fails
/// alike until somebody mends it.
public struct SecurityFault: Error, Sendable, Hashable {
  /// Stable, e.g. `tls_expired`.
  public var code: String
  public var en: String
  public var zh: String

  public init(code: String, en: String, zh: String) {
    self.code = code
    self.en = en
    self.zh = zh
  }

  func at(_ address: ListenAddress) -> SecurityFault {
    SecurityFault(
      code: code, en: "\(address) cannot be reached: \(en)", zh: "连接不上 \(address)：\(zh)")
  }

  /// As calls end that meet it.
  var status: RPCStatus {
    RPCStatus(.unavailable, en).caused(by: code.uppercased(), domain: "windowstaff")
      .localized("zh-CN", zh)
  }
}

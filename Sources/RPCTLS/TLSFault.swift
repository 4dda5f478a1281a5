import Glibc
import RPC

/// Why a TLS connection does not come about, as a client is told, and what to do.
enum TLSFault {
  static let unknownAuthority = SecurityFault(
    code: "tls_unknown_authority",
    en: "the server's certificate is signed by an authority that is not trusted here: name its "
      + "authority's file, or check that the right server answers",
    zh: "服务端证书的签发机构不受信任：请指定该机构的证书文件，或核实应答的是否为正确的服务端")

  static func expired(_ since: time_t) -> SecurityFault {
    SecurityFault(
      code: "tls_expired",
      en:
        "the server's certificate has expired (\(utc(since))): ask the server's operator to renew "
        + "it, and check this machine's clock",
      zh: "服务端证书已于 \(utc(since)) 过期：请让服务端管理员更换证书，并检查本机时钟")
  }

  static func notYet(_ since: time_t) -> SecurityFault {
    SecurityFault(
      code: "tls_not_yet_valid",
      en: "the server's certificate is valid from \(utc(since)) on: check this machine's clock",
      zh: "服务端证书从 \(utc(since)) 起才有效：请检查本机时钟")
  }

  /// - Parameter names: those that the certificate has.
  static func otherName(_ host: String, _ names: [String]) -> SecurityFault {
    let list = names.isEmpty ? nil : names.joined(separator: ", ")
    return SecurityFault(
      code: "tls_other_name",
      en: "the server's certificate is not for \(host) but for \(list ?? "nobody by name"): "
        + "connect by a name that it has, or ask for one with this name",
      zh: "服务端证书不是发给 \(host) 的，而是发给 \(list ?? "（无名称）") 的：请用证书上的名称连接，或申请含此名称的证书")
  }

  /// By the words of BoringSSL's errors, the most telling first.
  static let byName: [(name: String, fault: SecurityFault)] = [
    ("ALERT_CERTIFICATE_REQUIRED", certificateNeeded),
    ("ALERT_UNKNOWN_CA", ownUntrusted),
    ("ALERT_CERTIFICATE_EXPIRED", ownExpired),
    ("ALERT_BAD_CERTIFICATE", ownUntrusted),
    // A server of TLS 1.2 says no more of a client that shows no certificate.
    ("ALERT_HANDSHAKE_FAILURE", certificateNeeded),
    ("ALERT_PROTOCOL_VERSION", otherVersion),
    ("UNSUPPORTED_PROTOCOL", otherVersion),
    ("WRONG_VERSION_NUMBER", notTLS),
  ]

  private static let certificateNeeded = SecurityFault(
    code: "tls_certificate_needed",
    en: "the server asks its clients for a certificate: name one and its key",
    zh: "服务端要求客户端出示证书：请指定客户端证书及其私钥")

  private static let ownUntrusted = SecurityFault(
    code: "tls_certificate_refused",
    en: "the server does not trust the authority of this client's certificate: ask the server's "
      + "operator for a certificate",
    zh: "服务端不信任本客户端证书的签发机构：请向服务端管理员申请证书")

  private static let ownExpired = SecurityFault(
    code: "tls_certificate_expired",
    en: "this client's certificate has expired: ask the server's operator for a new one",
    zh: "本客户端的证书已过期：请向服务端管理员申请新证书")

  private static let otherVersion = SecurityFault(
    code: "tls_version",
    en: "client and server have no version of TLS in common: both take 1.3, unless one of them is "
      + "older or set otherwise",
    zh: "客户端与服务端没有共同的 TLS 版本：双方都应支持 1.3，请检查是否有一方过旧或另有设置")

  private static let notTLS = SecurityFault(
    code: "tls_not_spoken",
    en: "the server does not speak TLS at this port: write tcp: instead of tls:, or check the port",
    zh: "该端口不使用 TLS：请把地址中的 tls: 改为 tcp:，或检查端口")

  /// `2026-01-31 08:00:00 UTC`.
  private static func utc(_ time: time_t) -> String {
    var (seconds, parts) = (time, tm())
    gmtime_r(&seconds, &parts)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) UTC"
  }
}

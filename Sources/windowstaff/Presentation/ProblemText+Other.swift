import ProtobufRuntime
import RPC
import Rules

/// Errors that are no `Problem`, said the same way.
extension ProblemText {
  /// A status without problems among its details comes from the connection itself.
  func text(_ status: RPCStatus) -> String {
    let general = status.chinese.map { "\($0)（\(status.message)）" }
    return line(
      status.reason?.lowercased() ?? status.code.name,
      status.message(inLanguage: "zh") ?? general, status.message)
  }

  func text(_ error: WireError) -> String {
    line(error.kind.rawValue, error.chinese, error.description)
  }

  func text(_ error: JSONError) -> String {
    let place =
      "JSON:\(error.line):\(error.column)" + (error.field.isEmpty ? "" : ":\(error.field)")
    return line(
      error.kind.rawValue, "\(style.bold(place)): \(error.chinese)",
      "\(style.bold(place)): \(error.english)")
  }

  /// A wrong command line, in the parser's words: what is wrong, then how the command is used.
  func usage(_ message: String) -> String {
    let parserLabel = "Error: "
    let text = message.hasPrefix(parserLabel) ? message.dropFirst(parserLabel.count) : message[...]
    return line("usage", nil, String(text))
  }

  private func line(_ code: String, _ zh: String?, _ en: String) -> String {
    let label = Bilingual(zh: "错误", en: "error")[language]
    return style.red("\(label) [\(code)]") + " \(Bilingual(zh: zh ?? en, en: en)[language])\n"
  }
}

extension RPCStatus {
  /// What the connection's own statuses mean to an operator.
  fileprivate var chinese: String? {
    switch code {
    case .unavailable: "服务连接不上，或暂时不能应答"
    case .deadlineExceeded: "超过 --timeout 时限，调用没有完成"
    case .cancelled: "已取消"
    case .resourceExhausted: "超出服务的限额"
    case .unimplemented: "服务没有这个方法"
    case .unauthenticated: "服务不认识调用者"
    case .permissionDenied: "没有权限"
    default: nil
    }
  }
}

/// Why a message cannot be decoded or encoded.
public struct WireError: Error, Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    /// The bytes end early, or are no protobuf, or a field has another type's encoding.
    case malformed
    /// A string is not UTF-8.
    case invalidUTF8 = "invalid_utf8"
    /// A string holds a NUL character.
    case embeddedNUL = "embedded_nul"
    /// Messages are nested too deep.
    case tooDeep = "too_deep"
    /// The message would take more memory than its size allows.
    case tooLarge = "too_large"
  }

  public var kind: Kind
  /// The message's full name, e.g. `windowstaff.v1.MonthResult`.
  public var message: String
  /// The field from the message down, e.g. `scores.dimension`; empty if unknown.
  public var field: String

  init(_ kind: Kind, message: String = "", field: String = "") {
    self.kind = kind
    self.message = message
    self.field = field
  }

  func of(_ message: String) -> WireError { WireError(kind, message: message, field: field) }

  func inside(_ name: String) -> WireError {
    WireError(kind, message: message, field: field.isEmpty ? name : "\(name).\(field)")
  }
}

extension WireError: CustomStringConvertible {
  /// What is wrong and how to mend it, in English.
  public var description: String { "\(place): \(english)" }

  /// The same in Chinese.
  public var chinese: String {
    switch kind {
    case .malformed: "\(place)：字节不是这种消息的编码；请核对客户端与服务端的接口版本"
    case .invalidUTF8: "\(place)：文字不是 UTF-8；请先转换编码"
    case .embeddedNUL: "\(place)：文字中有空字符（U+0000）；请删去"
    case .tooDeep: "\(place)：消息嵌套过深；请减少层数"
    case .tooLarge: "\(place)：消息展开后超出内存上限；请分成几次发送"
    }
  }

  private var english: String {
    switch kind {
    case .malformed:
      "the bytes are no encoding of this message; compare the API versions of client and server"
    case .invalidUTF8: "the text is not UTF-8; convert it first"
    case .embeddedNUL: "the text holds a NUL character (U+0000); remove it"
    case .tooDeep: "messages are nested too deep; use fewer levels"
    case .tooLarge: "the message would take more memory than is allowed; send it in parts"
    }
  }

  private var place: String { field.isEmpty ? message : "\(message).\(field)" }
}

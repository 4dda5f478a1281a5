import NIOCore
import ProtobufRPC
import ProtobufRuntime
import WindowStaffProto

extension FuzzTarget {
  /// A request or answer of any method, as bytes. The first two bytes choose it.
  static let message = FuzzTarget(name: "message") { bytes in
    var input = FuzzBytes(bytes)
    let type = MessageCheck.any(&input)
    try type.decode(ByteBuffer(bytes: input.rest()))
  }

  /// The same as JSON text.
  static let messageJSON = FuzzTarget(name: "message-json") { bytes in
    var input = FuzzBytes(bytes)
    let type = MessageCheck.any(&input)
    try type.read(json: String(decoding: input.rest(), as: UTF8.self))
  }
}

/// What must hold of every message type.
struct MessageCheck: Sendable {
  let type: MessageType
  let typed: any ProtobufMessage.Type

  /// Every message of the schema.
  static let all = WindowStaffSchema.messageTypes.map {
    MessageCheck(type: $0.messageType, typed: $0)
  }

  static func any(_ input: inout FuzzBytes) -> MessageCheck {
    all[(input.choice(256) << 8 | input.choice(256)) % all.count]
  }

  /// Reads bytes by the typed value, and as JSON: both agree, and what is read is written again.
  func decode(_ bytes: ByteBuffer) throws {
    try Self.decode(typed, bytes)
    guard let json = try? type.json(decoding: bytes) else { return }
    try read(json: json, of: bytes)
  }

  private static func decode<Message: ProtobufMessage>(
    _: Message.Type, _ bytes: ByteBuffer
  ) throws {
    guard let value = try? Message(decoding: bytes) else {
      try hold(
        (try? Message.messageType.json(decoding: bytes)) == nil, "JSON refuses what values refuse")
      return
    }
    let written = try value.encoded()
    try hold(
      try Message(decoding: written).encoded() == written,
      "\(Message.messageType): what is read is written, and read again")
    // A duration that no text can say has no JSON.
    guard let json = try? value.json(), let again = try? Message(json: json) else { return }
    try hold(
      try again.encoded() == (try Message(json: again.json())).encoded(),
      "\(Message.messageType): JSON says what it was made from")
  }

  private func read(json: String, of bytes: ByteBuffer) throws {
    guard let encoded = try? type.encode(json: json) else { return }
    try hold(
      try type.json(decoding: encoded) == json, "\(type): JSON is read as it was written: \(json)")
  }

  /// Reads JSON text; what is read is written, and read again.
  func read(json: String) throws {
    guard let encoded = try? type.encode(json: json) else { return }
    let written = try type.json(decoding: encoded)
    let again = try type.encode(json: written)
    try hold(
      try type.json(decoding: again) == written,
      "\(type): JSON is read as it was written: \(written)")
  }
}

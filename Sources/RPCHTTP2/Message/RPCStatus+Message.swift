import RPC

/// What is wrong with a stream's messages. The codes are those of gRPC's `doc/statuscodes.md`.
extension RPCStatus {
  static func compressedMessage(flag: UInt8) -> RPCStatus {
    RPCStatus(
      .internal, "a message has the compression flag \(flag), and the call names no compression")
  }

  static func messageTooLarge(_ bytes: UInt32) -> RPCStatus {
    RPCStatus(
      .resourceExhausted,
      "a message has \(bytes) bytes, and the server takes \(Limits.frameBytesMax): send less at once"
    )
  }

  static let tooManyRequests = RPCStatus(
    .unimplemented, "the method takes one message, and the client sent more")
  static let noRequest = RPCStatus(
    .unimplemented, "the method takes one message, and the client sent none")
  static let truncatedMessage = RPCStatus(
    .internal, "the client's stream ended in the middle of a message")
  static let slowMessage = RPCStatus(
    .deadlineExceeded, "a message did not arrive whole in time: send it at once")
  static let tooManyRunning = RPCStatus(
    .resourceExhausted,
    "calls of this connection that were cancelled have not ended yet: retry in a moment")
  static let tooManyPartialBytes = RPCStatus(
    .resourceExhausted,
    "the connection has messages of \(HTTP2Limits.partialBytesMax) bytes under way: "
      + "send fewer large messages at once")
}

import NIOCore

/// What a frame is. Values that the protocol does not know yet stay representable, and are ignored.
struct FrameKind: RawRepresentable, Sendable, Hashable {
  let rawValue: UInt8
  static let request = FrameKind(rawValue: 1)
  static let response = FrameKind(rawValue: 2)
  static let data = FrameKind(rawValue: 3)
}

/// Flags say what the *receiver's* remote side, the sender, has done. Unknown bits are ignored.
struct FrameFlags: OptionSet, Sendable, Hashable {
  let rawValue: UInt8
  /// The sender sends no more data on this stream.
  static let remoteClosed = FrameFlags(rawValue: 1)
  /// The sender will send data on this stream.
  static let remoteOpen = FrameFlags(rawValue: 2)
  /// The frame carries no message, as against an empty one.
  static let noData = FrameFlags(rawValue: 4)
}

/// Odd for streams that a client opens, and rising on a connection.
typealias StreamID = UInt32

/// One frame: the ten bytes before its data, and the data as a slice of what was read.
struct Frame: Sendable, Hashable {
  static let headerBytes = 10

  var streamID: StreamID
  var kind: FrameKind
  var flags: FrameFlags
  var payload: ByteBuffer
}

extension ByteBuffer {
  /// Writes a frame's header for data of so many bytes.
  mutating func writeFrameHeader(
    _ streamID: StreamID, _ kind: FrameKind, _ flags: FrameFlags = [], bytes: Int
  ) {
    precondition(bytes <= Limits.frameBytesMax, "the size is checked before")
    writeMultipleIntegers(UInt32(bytes), streamID, kind.rawValue, flags.rawValue)
  }
}

public import NIOCore

/// When a call may be made again though the server may have done it already.
public enum MethodRetry: Sendable, Hashable {
  case never
  /// Doing it twice is doing it once.
  case always
  /// Where the request names itself: the text at this path of field numbers is not empty, and the
  /// server answers a name that it knows as it did the first time.
  case keyed([UInt32])

  /// - Parameter request: the call's only or first message.
  public func allows(_ request: ByteBuffer) -> Bool {
    switch self {
    case .never: false
    case .always: true
    case .keyed(let path): request.withUnsafeReadableBytes { $0.hasBytes(at: path[...]) }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the protobuf message has a value there that is not empty. Of a field that stands more
  /// than once the last one counts.
  fileprivate func hasBytes(at path: ArraySlice<UInt32>) -> Bool {
    guard let number = path.first else { return !isEmpty }
    var found = false
    var reader = ProtobufReader(self)
    do {
      while let field = try reader.next() {
        guard field.number == number, case .bytes(let range) = field.value else { continue }
        found = reader.slice(range).hasBytes(at: path.dropFirst())
      }
    } catch {
      return false
    }
    return found
  }
}

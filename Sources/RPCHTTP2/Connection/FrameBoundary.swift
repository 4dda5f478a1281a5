import NIOCore

/// Follows where frames begin and end in the bytes of a connection, without keeping any.
struct FrameBoundary {
  private static let headerBytes = 9
  private static let headers: UInt8 = 1
  private static let continuation: UInt8 = 9
  private static let endHeaders: UInt8 = 4

  /// Bytes of the preface, or of the frame's payload, that are still to come.
  private var left: Int
  private var header: [UInt8] = []
  private var isInHeaderBlock = false

  /// - Parameter prefaceBytes: what comes before the first frame.
  init(prefaceBytes: Int) {
    left = prefaceBytes
    header.reserveCapacity(Self.headerBytes)
  }

  /// Something has begun, a frame or the headers of a request, and is not whole.
  var isInside: Bool { left > 0 || !header.isEmpty || isInHeaderBlock }

  /// - Returns: whether the bytes end something that had begun.
  mutating func take(_ bytes: ByteBufferView) -> Bool {
    var hasEnded = false
    var rest = bytes[...]
    while !rest.isEmpty {
      if left > 0 {
        let count = min(left, rest.count)
        rest = rest.dropFirst(count)
        left -= count
      } else {
        let count = min(Self.headerBytes - header.count, rest.count)
        header += rest.prefix(count)
        rest = rest.dropFirst(count)
        guard header.count == Self.headerBytes else { continue }
        left = Int(header[0]) << 16 | Int(header[1]) << 8 | Int(header[2])
        if header[3] == Self.headers || header[3] == Self.continuation {
          isInHeaderBlock = header[4] & Self.endHeaders == 0
        }
        header.removeAll(keepingCapacity: true)
      }
      if !isInside { hasEnded = true }
    }
    return hasEnded
  }
}

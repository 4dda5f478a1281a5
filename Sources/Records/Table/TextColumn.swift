/// Texts of a column, as UTF-8 in one buffer.
public struct TextColumn: Sendable, Equatable {
  public internal(set) var bytes: [UInt8] = []
  /// Text i is at `ends[i - 1]..<ends[i]`.
  public internal(set) var ends: [Int] = []

  public init() {}

  public var count: Int { ends.count }

  public func range(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  public subscript(_ index: Int) -> String {
    String(decoding: bytes[range(of: index)], as: UTF8.self)
  }

  /// The bytes of a text, valid during the call.
  public func withBytes<Result>(
    of index: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range(of: index)])) }
  }

  public mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(bytes.count)
  }

  /// Appends UTF-8 bytes that are known to be whole.
  public mutating func append(_ text: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }
}

/// Texts of a column, as UTF-8 in one buffer.
public struct TextColumn: Sendable {
  var bytes: [UInt8] = []
  /// Text i is at `ends[i - 1]..<ends[i]`.
  var ends: [Int] = []

  public var count: Int { ends.count }

  public subscript(_ index: Int) -> String {
    String(decoding: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], as: UTF8.self)
  }
}

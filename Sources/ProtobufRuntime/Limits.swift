/// What a message may cost, whatever its sender intends.
public struct DecodingLimits: Sendable, Hashable {
  /// Messages inside messages. protobuf's own libraries stop at 100, and so does this: protobuf-c
  /// recurses without a limit, at some 400 bytes of stack a level.
  public var depth = 100
  /// Memory that a message of any size may take, in bytes: enough for the widest message with a few
  /// fields.
  public var baseMemory = 1 << 20
  /// Memory per encoded byte. An ordinary row takes 4 to 12 times its encoded size; two bytes can
  /// encode an empty submessage that takes some 100.
  public var memoryPerByte = 32
  /// Memory that no message exceeds, in bytes: 16 times the largest frame.
  public var maxMemory = 64 << 20

  public static let standard = DecodingLimits()

  public init() {}

  /// The bytes that decoding `count` encoded bytes may take.
  func memory(for count: Int) -> Int {
    min(maxMemory, baseMemory + min(count, maxMemory) * memoryPerByte)
  }
}

enum ArenaLimits {
  /// Kept by each thread between calls: nearly every request and answer fits.
  static let keptChunk = 64 << 10
  /// What encoding one message may take: the values exist already, so this only stops a fault.
  static let encoding = 256 << 20
}

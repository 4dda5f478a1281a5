public import CProtobufC

/// What generated code reads C messages with.
///
/// Strings were checked before protobuf-c built the message, so nothing here fails.
public enum FromC {
  @inlinable
  public static func string(_ value: UnsafeMutablePointer<CChar>?) -> String {
    guard let value else { return "" }
    return String(cString: value)
  }

  @inlinable
  public static func bytes(_ value: ProtobufCBinaryData) -> [UInt8] {
    Array(UnsafeBufferPointer(start: value.data, count: value.data == nil ? 0 : value.len))
  }

  @inlinable
  public static func message<M: ProtobufMessage, C>(_ value: UnsafeMutablePointer<C>?) -> M? {
    value.map { M(cMessage: $0) }
  }

  @inlinable
  public static func array<C, Value>(
    _ count: Int, _ values: UnsafeMutablePointer<C>?, _ convert: (C) -> Value
  ) -> [Value] {
    UnsafeBufferPointer(start: values, count: values == nil ? 0 : count).map(convert)
  }

  @inlinable
  public static func array<C>(_ count: Int, _ values: UnsafeMutablePointer<C>?) -> [C] {
    Array(UnsafeBufferPointer(start: values, count: values == nil ? 0 : count))
  }

  @inlinable
  public static func strings(
    _ count: Int, _ values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  ) -> [String] {
    array(count, values) { string($0) }
  }

  @inlinable
  public static func byteStrings(
    _ count: Int, _ values: UnsafeMutablePointer<ProtobufCBinaryData>?
  ) -> [[UInt8]] {
    array(count, values) { bytes($0) }
  }

  @inlinable
  public static func messages<M: ProtobufMessage, C>(
    _ count: Int, _ values: UnsafeMutablePointer<UnsafeMutablePointer<C>?>?
  ) -> [M] {
    UnsafeBufferPointer(start: values, count: values == nil ? 0 : count).compactMap { message($0) }
  }

  /// Of entries with the same key the last one counts.
  @inlinable
  public static func map<Key: Hashable, Value, C>(
    _ count: Int, _ entries: UnsafeMutablePointer<UnsafeMutablePointer<C>?>?,
    _ convert: (UnsafePointer<C>) -> (Key, Value)
  ) -> [Key: Value] {
    let buffer = UnsafeBufferPointer(start: entries, count: entries == nil ? 0 : count)
    let pairs = buffer.compactMap { $0.map { convert($0) } }
    return Dictionary(pairs) { $1 }
  }
}

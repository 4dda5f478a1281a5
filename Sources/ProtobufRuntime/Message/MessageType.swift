public import CProtobufC

/// A message type as protobuf-c describes it.
public struct MessageType: Sendable, Hashable, CustomStringConvertible {
  /// Constant data of the program.
  nonisolated(unsafe) let descriptor: UnsafePointer<ProtobufCMessageDescriptor>

  /// - Parameter descriptor: a descriptor that protoc-c generated, which lives for ever.
  @inlinable
  public init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) {
    self.init(descriptor: descriptor)
  }

  @usableFromInline
  init(descriptor: UnsafePointer<ProtobufCMessageDescriptor>) {
    self.descriptor = descriptor
  }

  /// The full name, e.g. `windowstaff.v1.MonthResult`.
  public var name: String { String(cString: descriptor.pointee.name) }
  public var description: String { name }

  /// Bytes of the C struct.
  public var size: Int { descriptor.pointee.sizeof_message }

  /// Makes an empty message of `size` bytes of memory.
  public func initialize(_ memory: UnsafeMutableRawPointer) {
    descriptor.pointee.message_init(memory.assumingMemoryBound(to: ProtobufCMessage.self))
  }

  /// The fields, ordered by number.
  var fields: UnsafeBufferPointer<ProtobufCFieldDescriptor> {
    UnsafeBufferPointer(start: descriptor.pointee.fields, count: Int(descriptor.pointee.n_fields))
  }

  /// The field of a number, or nil if the type has none.
  func field(number: UInt32) -> UnsafePointer<ProtobufCFieldDescriptor>? {
    let ranges = descriptor.pointee.field_ranges
    guard let ranges, number <= UInt32(Int32.max) else { return nil }
    let number = Int32(number)
    // Ranges of consecutive numbers, mostly one; the last entry only closes the one before.
    for index in 0..<Int(descriptor.pointee.n_field_ranges) {
      let range = ranges[index]
      if number < range.start_value { return nil }
      let count = ranges[index + 1].orig_index - range.orig_index
      let offset = Int(number) - Int(range.start_value)
      if offset < Int(count) { return descriptor.pointee.fields + Int(range.orig_index) + offset }
    }
    return nil
  }
}

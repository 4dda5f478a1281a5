public import CProtobufC
internal import Glibc

/// What generated code builds C messages with. Every function throws ``WireError`` when the arena's
/// capacity is used up.
extension Arena {
  @usableFromInline
  func bytes(_ size: Int) throws(WireError) -> UnsafeMutableRawPointer {
    guard let memory = allocate(size) else { throw WireError(.tooLarge) }
    return memory
  }

  /// A C string. protobuf-c would cut it at a NUL, so a string that holds one is refused.
  public func string(_ value: String) throws(WireError) -> UnsafeMutablePointer<CChar> {
    var value = value
    let copy: UnsafeMutablePointer<CChar>? = value.withUTF8 { utf8 in
      guard let memory = allocate(utf8.count + 1) else { return nil }
      if let base = utf8.baseAddress { memcpy(memory, base, utf8.count) }
      memory.storeBytes(of: 0, toByteOffset: utf8.count, as: UInt8.self)
      return memory.assumingMemoryBound(to: CChar.self)
    }
    guard let copy else { throw WireError(.tooLarge) }
    if strlen(copy) != value.utf8.count { throw WireError(.embeddedNUL) }
    return copy
  }

  public func bytes(_ value: [UInt8]) throws(WireError) -> ProtobufCBinaryData {
    if value.isEmpty { return ProtobufCBinaryData(len: 0, data: nil) }
    let memory = try bytes(value.count)
    UnsafeMutableRawBufferPointer(start: memory, count: value.count).copyBytes(from: value)
    return ProtobufCBinaryData(
      len: value.count, data: memory.assumingMemoryBound(to: UInt8.self))
  }

  @inlinable
  public func message<M: ProtobufMessage, C>(
    _ value: M
  ) throws(WireError) -> UnsafeMutablePointer<C>? {
    let memory = try bytes(M.messageType.size)
    M.messageType.initialize(memory)
    try value.fill(memory, from: self)
    return memory.assumingMemoryBound(to: C.self)
  }

  @inlinable
  public func message<M: ProtobufMessage, C>(
    _ value: M?
  ) throws(WireError) -> UnsafeMutablePointer<C>? {
    guard let value else { return nil }
    return try message(value)
  }

  @inlinable
  public func array<Value, C>(
    _ values: [Value], _ convert: (Value) throws(WireError) -> C
  ) throws(WireError) -> (Int, UnsafeMutablePointer<C>?) {
    if values.isEmpty { return (0, nil) }
    let memory = try bytes(values.count * MemoryLayout<C>.stride).assumingMemoryBound(to: C.self)
    for index in values.indices {
      (memory + index).initialize(to: try convert(values[index]))
    }
    return (values.count, memory)
  }

  @inlinable
  public func array<Value>(
    _ values: [Value]
  ) throws(WireError) -> (Int, UnsafeMutablePointer<Value>?) {
    try array(values) { $0 }
  }

  @inlinable
  public func strings(
    _ values: [String]
  ) throws(WireError) -> (Int, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) {
    try array(values) { value throws(WireError) in try string(value) }
  }

  @inlinable
  public func byteStrings(
    _ values: [[UInt8]]
  ) throws(WireError) -> (Int, UnsafeMutablePointer<ProtobufCBinaryData>?) {
    try array(values) { value throws(WireError) in try bytes(value) }
  }

  @inlinable
  public func messages<M: ProtobufMessage, C>(
    _ values: [M]
  ) throws(WireError) -> (Int, UnsafeMutablePointer<UnsafeMutablePointer<C>?>?) {
    try array(values) { value throws(WireError) in try message(value) }
  }

  /// The entries of a map, ordered by key, so that equal values encode to equal bytes.
  @inlinable
  public func map<Key: Comparable & Hashable, Value, C>(
    _ values: [Key: Value],
    _ fill: (UnsafeMutablePointer<C>, (key: Key, value: Value)) throws(WireError) -> Void
  ) throws(WireError) -> (Int, UnsafeMutablePointer<UnsafeMutablePointer<C>?>?) {
    let entries = values.sorted { $0.key < $1.key }
    return try array(entries) { entry throws(WireError) in
      let memory = try bytes(MemoryLayout<C>.size).assumingMemoryBound(to: C.self)
      try fill(memory, entry)
      return memory
    }
  }
}

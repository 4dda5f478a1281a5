/// A message as a Swift value. Generated types conform; nothing else needs to.
public protocol ProtobufMessage: Sendable, Hashable {
  static var messageType: MessageType { get }

  /// Copies a C message of this type.
  init(cMessage: UnsafeRawPointer)

  /// Sets the fields of an empty C message of this type, with memory of the arena.
  func fill(_ cMessage: UnsafeMutableRawPointer, from arena: Arena) throws(WireError)
}

/// A proto enum. Numbers that the schema does not name are kept.
public protocol ProtobufEnum: Sendable, Hashable, CaseIterable {
  init(rawValue: Int32)
  var rawValue: Int32 { get }
}

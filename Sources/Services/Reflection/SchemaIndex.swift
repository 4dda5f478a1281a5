internal import RPC

/// The files of a schema by name and by the symbols that they declare, from an encoded
/// `google.protobuf.FileDescriptorSet`.
struct SchemaIndex: Sendable {
  private struct File {
    var bytes: [UInt8]
    var imports: [String] = []
  }

  private var files: [String: File] = [:]
  private var fileOfSymbol: [String: String] = [:]

  init(descriptorSet: UnsafeRawBufferPointer) throws(ProtobufError) {
    try Self.fields(descriptorSet) { (number, file) throws(ProtobufError) in
      if number == 1 { try add(file: file) }
    }
  }

  /// A file and, after it, those that it imports, each once, encoded; nil: there is no such file.
  func files(named name: String) -> [[UInt8]]? {
    guard files[name] != nil else { return nil }
    var encoded: [[UInt8]] = []
    var names = [name]
    var seen: Set<String> = [name]
    while let next = names.popLast() {
      guard let file = files[next] else { continue }
      encoded.append(file.bytes)
      names += file.imports.filter { seen.insert($0).inserted }
    }
    return encoded
  }

  /// - Parameter symbol: the full name of a service, method, message, field, enumeration or value.
  func files(declaring symbol: String) -> [[UInt8]]? {
    fileOfSymbol[symbol].flatMap(files(named:))
  }

  // MARK: google/protobuf/descriptor.proto

  private mutating func add(file: UnsafeRawBufferPointer) throws(ProtobufError) {
    var name = ""
    var package = ""
    var imports: [String] = []
    try Self.fields(file) { number, bytes in
      switch number {
      case 1: name = text(bytes)
      case 2: package = text(bytes)
      case 3: imports.append(text(bytes))
      default: break
      }
    }
    files[name] = File(bytes: Array(file), imports: imports)
    let scope = package.isEmpty ? "" : package + "."
    try Self.fields(file) { (number, bytes) throws(ProtobufError) in
      switch number {
      case 4: try add(message: bytes, scope, name)
      case 5: try add(enumeration: bytes, scope, name)
      case 6: try add(bytes, members: 2, scope, name)
      case 7: try add(bytes, members: nil, scope, name)
      default: break
      }
    }
  }

  private mutating func add(
    message: UnsafeRawBufferPointer, _ scope: String, _ file: String
  ) throws(ProtobufError) {
    let inner = try add(message, members: 2, scope, file) + "."
    try Self.fields(message) { (number, bytes) throws(ProtobufError) in
      switch number {
      case 3: try add(message: bytes, inner, file)
      case 4: try add(enumeration: bytes, inner, file)
      case 6, 8: try add(bytes, members: nil, inner, file)
      default: break
      }
    }
  }

  /// An enumeration's values are named beside it, not in it.
  private mutating func add(
    enumeration: UnsafeRawBufferPointer, _ scope: String, _ file: String
  ) throws(ProtobufError) {
    try add(enumeration, members: nil, scope, file)
    try Self.fields(enumeration) { (number, bytes) throws(ProtobufError) in
      if number == 2 { try add(bytes, members: nil, scope, file) }
    }
  }

  /// Adds a declaration, whose name is field 1, and its members.
  /// - Returns: its full name.
  @discardableResult private mutating func add(
    _ declaration: UnsafeRawBufferPointer, members: UInt32?, _ scope: String, _ file: String
  ) throws(ProtobufError) -> String {
    var name = scope
    try Self.fields(declaration) { number, bytes in
      if number == 1 { name = scope + text(bytes) }
    }
    fileOfSymbol[name] = file
    guard let members else { return name }
    try Self.fields(declaration) { (number, bytes) throws(ProtobufError) in
      if number == members { try add(bytes, members: nil, name + ".", file) }
    }
    return name
  }

  private static func fields(
    _ message: UnsafeRawBufferPointer,
    _ body: (UInt32, UnsafeRawBufferPointer) throws(ProtobufError) -> Void
  ) throws(ProtobufError) {
    var reader = ProtobufReader(message)
    while let field = try reader.next() {
      guard case .bytes(let range) = field.value else { continue }
      try body(field.number, reader.slice(range))
    }
  }
}

private func text(_ bytes: UnsafeRawBufferPointer) -> String {
  String(decoding: bytes, as: UTF8.self)
}

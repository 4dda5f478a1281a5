public import NIOCore

extension MessageType {
  /// The encoding of the message that the JSON text says.
  ///
  /// proto3's JSON mapping: field names in camel case or as in the schema; 64-bit numbers as
  /// strings or numbers; enums by name or number; bytes in base64. A field that the type does not
  /// have is an error.
  /// - Throws: ``JSONError``: what is wrong, in which field, at which line and column.
  public func encode(
    json: String, limits: DecodingLimits = .standard
  ) throws(JSONError) -> ByteBuffer {
    var buffer = ByteBuffer()
    try read(json: json, limits: limits) { pack($0, into: &buffer) }
    return buffer
  }

  /// Builds the C message that the JSON text says and calls the body with it.
  func read<Output>(
    json: String, limits: DecodingLimits, _ body: (UnsafeRawPointer) -> Output
  ) throws(JSONError) -> Output {
    var json = json
    let outcome: Result<Output, JSONError> = json.withUTF8 { utf8 in
      let bytes = UnsafeRawBufferPointer(utf8)
      return Arena.withArena(capacity: limits.memory(for: bytes.count)) { arena in
        var reader = JSONReader(
          scanner: JSONScanner(bytes), arena: arena, maxDepth: limits.depth)
        do throws(JSONError) {
          return .success(body(try reader.document(of: self)))
        } catch {
          return .failure(error.located(in: bytes))
        }
      }
    }
    return try outcome.get()
  }

  /// The JSON text of an encoded message.
  ///
  /// Fields that the type does not know are left out.
  /// - Throws: ``WireError`` if the bytes are no such message.
  public func json(
    decoding buffer: ByteBuffer, format: JSONFormat = JSONFormat(),
    limits: DecodingLimits = .standard
  ) throws(WireError) -> String {
    var outcome: Result<String, WireError>?
    buffer.withUnsafeReadableBytes { bytes in
      outcome = Result { () throws(WireError) in
        try withUnpacked(bytes, limits: limits) { message in
          var writer = JSONWriter(format)
          writer.message(message, of: self)
          return String(decoding: writer.bytes, as: UTF8.self)
        }
      }
    }
    guard let outcome else { preconditionFailure("a buffer calls its body once") }
    return try outcome.get()
  }
}

extension ProtobufMessage {
  /// Reads proto3 JSON, see ``MessageType/encode(json:limits:)``.
  /// - Throws: ``JSONError``.
  public init(json: String, limits: DecodingLimits = .standard) throws(JSONError) {
    self = try Self.messageType.read(json: json, limits: limits) { Self(cMessage: $0) }
  }

  /// The message as proto3 JSON.
  /// - Throws: ``WireError``: a string holds a NUL, or the message is too large.
  public func json(format: JSONFormat = JSONFormat()) throws(WireError) -> String {
    let type = Self.messageType
    return try Arena.withArena(capacity: ArenaLimits.encoding) { arena throws(WireError) in
      do throws(WireError) {
        let message: UnsafeMutablePointer<UInt8>? = try arena.message(self)
        var writer = JSONWriter(format)
        if let message { writer.message(message, of: type) }
        return String(decoding: writer.bytes, as: UTF8.self)
      } catch {
        throw error.of(type.name)
      }
    }
  }
}

import ProtobufRuntime

extension Console {
  /// Every field, by its name in the schema, one a line.
  static let answerFormat = JSONFormat(
    isPretty: true, includesDefaults: true, keepsProtoNames: true)

  static func out(json message: some ProtobufMessage) throws {
    out(try message.json(format: answerFormat) + "\n")
  }
}

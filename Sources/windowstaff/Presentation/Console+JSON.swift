import ProtobufRuntime

extension Console {
  static func out(json message: some ProtobufMessage) throws {
    out("\(message)\n")
  }
}

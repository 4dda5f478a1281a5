public import ProtobufRuntime
public import RPC

/// What a generic client needs to know of a method.
public struct MethodSchema: Sendable, Hashable {
  public let method: Method
  public let input: MessageType
  public let output: MessageType

  public init(method: Method, input: MessageType, output: MessageType) {
    self.method = method
    self.input = input
    self.output = output
  }
}

/// Methods by full name.
public struct MethodRegistry: Sendable {
  /// In order of declaration.
  public let methods: [MethodSchema]
  private let byName: [String: Int]

  public init(methods: [MethodSchema]) {
    self.methods = methods
    byName = Dictionary(
      methods.enumerated().map { ($1.method.name.description, $0) }, uniquingKeysWith: { $1 })
  }

  /// - Parameter name: `windowstaff.v1.AppraisalService/GetResult`; a `/` before it is ignored.
  public func method(_ name: String) -> MethodSchema? {
    byName[name.hasPrefix("/") ? String(name.dropFirst()) : name].map { methods[$0] }
  }
}

/// A service: what a provider implements, how it registers, and the client.
struct ServiceCode {
  let service: ServiceDescriptor
  let schema: Schema

  private struct MethodCode {
    let method: MethodDescriptor
    let input: String
    let output: String

    var function: String { escaped(lowerCamel(method.name)) }

    /// The signature that a provider implements.
    var requirement: String {
      switch method.shape {
      case .unary:
        "func \(function)(_ request: \(input), _ call: ServerCall) "
          + (method.isInline ? "throws" : "async throws") + " -> \(output)"
      case .serverStreaming:
        "func \(function)(_ request: \(input), _ responses: MessageWriter<\(output)>, "
          + "_ call: ServerCall) async throws"
      case .clientStreaming:
        "func \(function)(_ requests: MessageStream<\(input)>, _ call: ServerCall) "
          + "async throws -> \(output)"
      case .bidirectional:
        "func \(function)(_ requests: MessageStream<\(input)>, "
          + "_ responses: MessageWriter<\(output)>, _ call: ServerCall) async throws"
      }
    }

    var registration: String {
      let wait = method.isInline ? "" : "await "
      let label = method.isInline && method.shape == .unary ? "inline" : method.shape.rawValue
      let arguments =
        switch method.shape {
        case .unary, .clientStreaming: "$0, $1"
        case .serverStreaming, .bidirectional: "$0, $1, $2"
        }
      return "register(\(label): Methods.\(function)) "
        + "{ try \(wait)provider.\(function)(\(arguments)) }"
    }

    /// The client's function.
    var call: (head: String, body: String) {
      let options = "options: CallOptions = CallOptions()"
      let target = "Methods.\(function), "
      switch method.shape {
      case .unary:
        return (
          "func \(function)(_ request: \(input), \(options)) async throws -> \(output)",
          "try await connection.unary(\(target)request, options: options)"
        )
      case .serverStreaming:
        return (
          "func \(function)(_ request: \(input), \(options)) "
            + "async throws -> ResponseMessages<\(output)>",
          "try await connection.serverStreaming(\(target)request, options: options)"
        )
      case .clientStreaming:
        return (
          "func \(function)(\(options)) async throws -> ClientStreamingCall<\(input), \(output)>",
          "ClientStreamingCall(try await connection.open(\(target)options: options))"
        )
      case .bidirectional:
        return (
          "func \(function)(\(options)) async throws -> BidirectionalCall<\(input), \(output)>",
          "BidirectionalCall(try await connection.open(\(target)options: options))"
        )
      }
    }
  }

  private var methods: [MethodCode] {
    service.methods.map {
      MethodCode(
        method: $0, input: schema.name(of: $0.input).swift, output: schema.name(of: $0.output).swift
      )
    }
  }

  /// `StaffService`, or `GrpcHealthV1Health` outside the main package.
  var swiftName: String {
    let package = service.fullName.dropLast(service.name.count + 1)
    return (schema.nameSpace(of: String(package)) ?? "") + service.name
  }

  func write(in out: inout Output) {
    let methods = self.methods
    methodNames(methods, in: &out)
    provider(methods, in: &out)
    registration(methods, in: &out)
    client(methods, in: &out)
  }

  private func methodNames(_ methods: [MethodCode], in out: inout Output) {
    out.line("/// The methods of `\(service.fullName)`.")
    out.block("public enum \(swiftName)Methods") { out in
      for method in methods {
        out.line("public static let \(method.function) = Method(")
        out.line(
          "  service: \"\(service.fullName)\", method: \"\(method.method.name)\", "
            + "shape: .\(method.method.shape.rawValue))")
      }
    }
    out.line()
  }

  private func provider(_ methods: [MethodCode], in out: inout Output) {
    out.documentation(service.comment)
    out.block("public protocol \(swiftName)Provider: Sendable") { out in
      for (index, method) in methods.enumerated() {
        if index > 0 { out.line() }
        out.documentation(method.method.comment)
        out.line(method.requirement)
      }
    }
    out.line()
  }

  private func registration(_ methods: [MethodCode], in out: inout Output) {
    let label = lowerCamel(swiftName)
    out.block("extension MethodTable") { out in
      out.line("/// Serves `\(service.fullName)`.")
      out.block("public mutating func register(\(label) provider: some \(swiftName)Provider)") {
        out in
        out.line("typealias Methods = \(swiftName)Methods")
        for method in methods { out.line(method.registration) }
      }
    }
    out.line()
  }

  private func client(_ methods: [MethodCode], in out: inout Output) {
    out.documentation(service.comment)
    out.block("public struct \(swiftName)Client: Sendable") { out in
      out.line("private typealias Methods = \(swiftName)Methods")
      out.line("public let connection: ClientConnection")
      out.line()
      out.line("public init(_ connection: ClientConnection) { self.connection = connection }")
      for method in methods {
        let (head, body) = method.call
        out.line()
        out.documentation(method.method.comment)
        out.block("public \(head)") { $0.line(body) }
      }
    }
  }
}

/// A service: what a provider implements, how it registers, and the client.
struct ServiceCode {
  let service: ServiceDescriptor
  let schema: Schema

  private struct MethodCode {
    let method: MethodDescriptor
    let input: String
    let output: String
    /// When a client may call again, as `MethodRetry`.
    let retry: String

    var function: String { escaped(lowerCamel(method.name)) }

    private var effects: String {
      method.isInline && method.shape == .unary ? "throws" : "async throws"
    }

    /// The signature that a provider implements.
    var requirement: (parameters: [String], tail: String) {
      let parameters =
        switch method.shape {
        case .unary: ["_ request: \(input)"]
        case .serverStreaming:
          ["_ request: \(input)", "_ responses: MessageWriter<\(output)>"]
        case .clientStreaming: ["_ requests: MessageStream<\(input)>"]
        case .bidirectional:
          ["_ requests: MessageStream<\(input)>", "_ responses: MessageWriter<\(output)>"]
        }
      let answers = method.shape == .unary || method.shape == .clientStreaming
      return (parameters + ["_ call: ServerCall"], effects + (answers ? " -> \(output)" : ""))
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
    var call: (parameters: [String], output: String, body: String) {
      let request = "_ request: \(input)"
      let options = "options: CallOptions = CallOptions()"
      let opening = "try await caller.open(Methods.\(function), options: options)"
      switch method.shape {
      case .unary:
        return (
          [request, options], output,
          "try await caller.unary(Methods.\(function), request, options: options)"
        )
      case .serverStreaming:
        return (
          [request, options], "ResponseMessages<\(output)>",
          "try await caller.serverStreaming(Methods.\(function), request, options: options)"
        )
      case .clientStreaming:
        let type = "ClientStreamingCall<\(input), \(output)>"
        return ([options], type, "ClientStreamingCall(\(opening))")
      case .bidirectional:
        let type = "BidirectionalCall<\(input), \(output)>"
        return ([options], type, "BidirectionalCall(\(opening))")
      }
    }
  }

  private var methods: [MethodCode] {
    service.methods.map {
      MethodCode(
        method: $0, input: schema.name(of: $0.input).swift,
        output: schema.name(of: $0.output).swift, retry: retry(of: $0))
    }
  }

  /// A write is safe to repeat by its own nature where the schema says so, and else by the name
  /// that its request bears.
  private func retry(of method: MethodDescriptor) -> String {
    if method.idempotency == .noSideEffects { return ".always" }
    if let path = schema.pathOfRequestID(method.input) {
      return ".keyed([\(path.map(String.init).joined(separator: ", "))])"
    }
    return method.idempotency == .idempotent ? ".always" : ".never"
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
            + "shape: .\(method.method.shape.rawValue), retry: \(method.retry))")
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
        let (parameters, tail) = method.requirement
        out.signature("func \(method.function)", parameters, tail)
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
      out.line("public let caller: any Caller")
      out.line()
      out.line("public init(_ caller: any Caller) { self.caller = caller }")
      for method in methods {
        let (parameters, output, body) = method.call
        out.line()
        out.documentation(method.method.comment)
        out.signature("public func \(method.function)", parameters, "async throws -> \(output)") {
          $0.line(body)
        }
      }
    }
  }
}

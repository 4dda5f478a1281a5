import ArgumentParser
import Glibc
import NIOCore
import ProtobufRPC
import ProtobufRuntime
import RPC
import Rules
import WindowStaffProto

struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Calls any method with JSON. 直接调用接口",
    discussion: """
      Requests and answers are proto3 JSON. A streaming method takes any number of JSON \
      objects, each on a line of its own, and answers a line each. Without a method, all are \
      listed.

      windowstaff call windowstaff.v1.AppraisalService/GetResult \
      -d '{"staff_no": "S000001", "month": "2025-07"}'
      """)

  @Argument(help: ArgumentHelp("Service and method.", valueName: "SERVICE/METHOD"))
  var method: String?
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("JSON, @FILE, or - for stdin.", valueName: "JSON"))
  var data = "{}"
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    guard let method else { return list() }
    guard let schema = WindowStaffSchema.methods.method(method) else {
      throw Rules.Problem(
        .unknownMethod, .notFound, zh: "没有方法 \(method)", en: "there is no method \(method)",
        remedy: Bilingual(
          zh: "用 windowstaff call 列出全部方法", en: "`windowstaff call` lists them all"))
    }
    let requests = try requests(for: schema)
    try await connection.withSession { session in
      try await GenericCall(schema: schema, session: session).run(requests) { Console.out($0) }
    }
  }

  private func list() {
    for schema in WindowStaffSchema.methods.methods {
      let name = schema.method.name
      Console.out("\(name)  \(schema.input.name) → \(schema.output.name)\n")
    }
  }

  private func requests(for schema: MethodSchema) throws -> [ByteBuffer] {
    let text = try CallInput.read(data)
    let takesMany =
      schema.method.shape == .clientStreaming || schema.method.shape == .bidirectional
    guard takesMany else { return [try schema.input.encode(json: text)] }
    return try text.split(whereSeparator: \.isNewline).map {
      try schema.input.encode(json: String($0))
    }
  }
}

/// What `-d` names.
enum CallInput {
  static func read(_ data: String) throws(Rules.Problem) -> String {
    if data == "-" { return try readAll(STDIN_FILENO, "stdin") }
    guard data.hasPrefix("@") else { return data }
    let path = String(data.dropFirst())
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path, errno) }
    defer { close(descriptor) }
    return try readAll(descriptor, path)
  }

  private static func readAll(
    _ descriptor: Int32, _ path: String
  ) throws(Rules.Problem) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(path, errno) }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[0..<count]
    }
  }
}

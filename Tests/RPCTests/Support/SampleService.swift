import Logging
import NIOCore
import RPC

/// A service with one method of each shape and each kind of handler.
enum Sample {
  static let name = "sample.Sample"
  static let inline = Method(service: name, method: "Inline", shape: .unary)
  static let task = Method(service: name, method: "Task", shape: .unary)
  static let fail = Method(service: name, method: "Fail", shape: .unary)
  /// Answers with as many bytes as the number in the request.
  static let grow = Method(service: name, method: "Grow", shape: .unary)
  /// Waits until it is cancelled.
  static let hang = Method(service: name, method: "Hang", shape: .unary)
  /// Answers with the call's metadata.
  static let metadata = Method(service: name, method: "Metadata", shape: .unary)
  /// Answers with the messages joined.
  static let join = Method(service: name, method: "Join", shape: .clientStreaming)
  /// Answers with the message, as often as its first byte says.
  static let split = Method(service: name, method: "Split", shape: .serverStreaming)
  static let echo = Method(service: name, method: "Echo", shape: .bidirectional)

  static func table(_ probe: Probe = Probe()) -> MethodTable {
    var table = MethodTable()
    table.register(inline, .inline { _, message in message })
    table.register(task, .unary { _, message in message })
    table.register(
      fail,
      .unary { _, message in
        throw RPCStatus(
          .failedPrecondition, message.text,
          details: [.init(typeName: "google.rpc.ErrorInfo", value: [1, 2, 3])])
      })
    table.register(
      grow,
      .inline { _, message in
        ByteBuffer(repeating: 7, count: Int(message.text) ?? 0)
      })
    table.register(
      metadata,
      .inline { call, _ in
        ByteBuffer(string: call.metadata.entries.map { "\($0.name)=\($0.value)" }.joined())
      })
    table.register(
      hang,
      .unary { _, _ in
        await probe.hang()
        throw CancellationError()
      })
    table.register(
      join,
      .stream { _, requests, writer in
        var joined = ByteBuffer()
        for try await message in requests { joined.writeImmutableBuffer(message) }
        try await writer.write(joined)
      })
    table.register(
      split,
      .stream { _, requests, writer in
        for try await message in requests {
          for _ in 0..<(message.getInteger(at: message.readerIndex, as: UInt8.self) ?? 0) {
            try await writer.write(message)
          }
        }
      })
    table.register(
      echo,
      .stream { _, requests, writer in
        for try await message in requests { try await writer.write(message) }
      })
    return table
  }
}

extension ByteBuffer {
  var text: String { String(buffer: self) }
}

extension Logger {
  static let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
}

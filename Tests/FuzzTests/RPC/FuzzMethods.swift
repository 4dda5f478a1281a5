import Logging
import NIOCore

@testable import RPC

/// A service with one method of each shape and each kind of handler.
enum FuzzMethods {
  static let all: [Method] = [
    Method(service: "fuzz.Fuzz", method: "Inline", shape: .unary),
    Method(service: "fuzz.Fuzz", method: "Task", shape: .unary),
    Method(service: "fuzz.Fuzz", method: "Join", shape: .clientStreaming),
    Method(service: "fuzz.Fuzz", method: "Split", shape: .serverStreaming),
    Method(service: "fuzz.Fuzz", method: "Echo", shape: .bidirectional),
    Control.cancel,
    Method(service: "fuzz.Fuzz", method: "Nope", shape: .unary),
  ]

  static let table: MethodTable = {
    var table = MethodTable()
    table.register(all[0], .inline { _, message in message })
    table.register(all[1], .unary { _, message in message })
    for method in all[2...4] {
      table.register(
        method,
        .stream { call, requests, responses in
          var last = ByteBuffer()
          for try await message in requests {
            if call.method.shape.hasResponseStream { try await responses.write(message) }
            last = message
          }
          if !call.method.shape.hasResponseStream { try await responses.write(last) }
        })
    }
    return table
  }()

  static let router = MethodRouter(table)
}

import NIOCore

@testable import RPC

/// What a refusal says to programs.
struct RefusalDetails: Equatable {
  var reason: RefusalReason?
  var retryNanoseconds: Int64?

  init(_ status: RPCStatus?) {
    for detail in status?.details ?? [] {
      switch detail.typeName {
      case "google.rpc.ErrorInfo":
        reason = RefusalReason(
          rawValue: String(decoding: Self.field(1, detail.value), as: UTF8.self))
      case "google.rpc.RetryInfo": retryNanoseconds = Self.duration(Self.field(1, detail.value))
      default: break
      }
    }
  }

  private static func field(_ number: Int, _ message: [UInt8]) -> [UInt8] {
    message.withUnsafeBytes { bytes in
      var reader = ProtobufReader(bytes)
      while let field = try? reader.next() {
        if field.number == number, let range = try? field.value.asBytes() {
          return Array(reader.slice(range))
        }
      }
      return []
    }
  }

  private static func duration(_ message: [UInt8]) -> Int64 {
    message.withUnsafeBytes { bytes in
      var reader = ProtobufReader(bytes)
      var nanoseconds: Int64 = 0
      while let field = try? reader.next() {
        guard let value = try? field.value.asVarint() else { continue }
        nanoseconds += Int64(value) * (field.number == 1 ? 1_000_000_000 : 1)
      }
      return nanoseconds
    }
  }
}

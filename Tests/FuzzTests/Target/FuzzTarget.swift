/// Code that takes bytes from outside, and what must hold whatever they are.
struct FuzzTarget: Sendable {
  let name: String
  /// Throws ``BrokenInvariant``. A crash is a finding as well.
  let run: @Sendable (UnsafeRawBufferPointer) throws -> Void

  static let all: [FuzzTarget] = [
    ttrpcBytes, ttrpcServer, ttrpcClient, envelopes, grpcMessages, grpcHead, connection,
    message, messageJSON, records, punches, policy,
  ]

  static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }

  /// Runs it on bytes of one's own.
  func run(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try run($0) } }
}

/// What must hold does not.
struct BrokenInvariant: Error, CustomStringConvertible {
  let description: String
}

/// - Throws: ``BrokenInvariant`` when the condition is false.
func hold(_ condition: Bool, _ rule: @autoclosure () -> String) throws {
  if !condition { throw BrokenInvariant(description: rule()) }
}

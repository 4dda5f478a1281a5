internal import NIOCore
internal import ProtobufRuntime
internal import RPC
internal import Rules
internal import Store

/// A write that a client may send again: the same request id gives the first answer and changes
/// nothing.
struct IdempotentWrite: Sendable {
  let requestID: String?
  let method: String
  let actor: String
  let requestHash: [UInt8]
  /// UTC seconds.
  let at: Int64

  init(
    requestID: String?, request: some ProtobufMessage, call: ServerCall, context: ServiceContext
  ) throws {
    self.init(
      requestID: requestID,
      requestHash: SHA256.hash(Array(try request.encoded().readableBytesView)),
      call: call, context: context)
  }

  /// - Parameter requestHash: tells the same request from another one with its id.
  init(requestID: String?, requestHash: [UInt8], call: ServerCall, context: ServiceContext) {
    self.requestID = requestID
    self.method = call.method.name.description
    self.actor = context.access.actor(of: call)
    self.requestHash = requestHash
    self.at = context.now()
  }

  /// Does the body's work and remembers its answer, or gives the answer of the first time.
  func answer<Answer: ProtobufMessage>(
    in transaction: WriteTransaction, _ body: () throws -> Answer
  ) throws -> Answer {
    if let first: Answer = try firstAnswer(transaction) { return first }
    let answer = try body()
    if let requestID {
      try transaction.remember(
        requestID: requestID, method: method, requestHash: requestHash,
        answer: Array(try answer.encoded().readableBytesView), at: at)
    }
    return answer
  }

  func firstAnswer<Answer: ProtobufMessage>(_ snapshot: ReadSnapshot) throws -> Answer? {
    guard let requestID else { return nil }
    let bytes = try snapshot.firstAnswer(
      requestID: requestID, method: method, requestHash: requestHash)
    return try bytes.map { try Answer(decoding: ByteBuffer(bytes: $0)) }
  }

  /// The change's entry in the audit.
  func event(subject: String, before: String, after: String) -> AuditEvent {
    AuditEvent(
      at: at, actor: actor, method: method, subject: subject, before: before, after: after)
  }
}

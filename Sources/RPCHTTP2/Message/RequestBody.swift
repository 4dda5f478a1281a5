import NIOCore
import RPC

/// The client's side of one stream: its messages, how many there may be, and its end.
struct RequestBody {
  enum Step: Hashable {
    case message(ByteBuffer)
    /// The client has sent everything.
    case end
    case needsMoreBytes
    /// The call cannot go on. Nothing follows.
    case refusal(RPCStatus)
  }

  private enum Phase { case reading, ending, over }

  /// For methods whose request is no stream: their message counts once it is known to be the only
  /// one.
  private let takesOneMessage: Bool
  private var decoder = MessageDecoder()
  private var onlyMessage: ByteBuffer?
  private var hasAllBytes = false
  private var phase = Phase.reading

  init(_ shape: CallShape) { takesOneMessage = !shape.hasRequestStream }

  /// Bytes that wait here.
  var heldBytes: Int { decoder.heldBytes + (onlyMessage?.readableBytes ?? 0) }

  mutating func append(_ bytes: ByteBuffer, end: Bool) {
    guard phase == .reading else { return }
    decoder.append(bytes)
    if end { hasAllBytes = true }
  }

  mutating func next() -> Step {
    while phase == .reading {
      switch decoder.next() {
      case .violation(let status): return refuse(status)
      case .message(let message):
        guard takesOneMessage else { return .message(message) }
        guard onlyMessage == nil else { return refuse(.tooManyRequests) }
        onlyMessage = message
      case .needsMoreBytes:
        guard hasAllBytes else { return .needsMoreBytes }
        guard decoder.heldBytes == 0 else { return refuse(.truncatedMessage) }
        phase = .ending
        guard takesOneMessage else { break }
        guard let message = onlyMessage.take() else { return refuse(.noRequest) }
        return .message(message)
      }
    }
    guard phase == .ending else { return .needsMoreBytes }
    phase = .over
    return .end
  }

  /// Nothing of it is wanted any more.
  mutating func discard() {
    phase = .over
    decoder = MessageDecoder()
    onlyMessage = nil
  }

  private mutating func refuse(_ status: RPCStatus) -> Step {
    discard()
    return .refusal(status)
  }
}

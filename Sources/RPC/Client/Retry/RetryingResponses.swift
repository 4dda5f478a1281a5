import NIOCore
import Synchronization

/// The answers of a server-streaming call, which is made again as long as none has come.
final class RetryingResponses: ResponseReader {
  private enum State {
    /// No answer has come; the stream is the first try's.
    case fresh(ClientStream)
    case reading(ClientStream)
    case cancelled
  }

  private let client: Client
  private let method: Method
  private let request: ByteBuffer
  private let call: Client.Call
  private let state: Mutex<State>

  init(
    _ client: Client, _ method: Method, _ request: ByteBuffer, _ call: Client.Call,
    _ stream: ClientStream
  ) {
    self.client = client
    self.method = method
    self.request = request
    self.call = call
    state = Mutex(.fresh(stream))
  }

  func next() async throws -> ByteBuffer? {
    switch state.withLock({ $0 }) {
    case .reading(let stream): return try await stream.next()
    case .cancelled: throw RPCStatus.cancelled
    case .fresh(let stream): return try await first(stream)
    }
  }

  private func first(_ stream: ClientStream) async throws -> ByteBuffer? {
    try await client.attempts(call, begun: { try await self.first(of: stream) }) {
      connection, options in
      let stream = ClientStream(connection, method, options)
      try replace(by: .fresh(stream))
      try await stream.send(request)
      return try await first(of: stream)
    }
  }

  private func first(of stream: ClientStream) async throws -> ByteBuffer? {
    do {
      let message = try await stream.next()
      try replace(by: .reading(stream))
      return message
    } catch {
      throw await stream.attemptFailure(error)
    }
  }

  private func replace(by new: State) throws(RPCStatus) {
    try state.withLock { (state) throws(RPCStatus) in
      if case .cancelled = state { throw RPCStatus.cancelled }
      state = new
    }
  }

  func cancel() {
    let stream = state.withLock { state -> ClientStream? in
      defer { state = .cancelled }
      switch state {
      case .fresh(let stream), .reading(let stream): return stream
      case .cancelled: return nil
      }
    }
    stream?.cancel()
  }
}

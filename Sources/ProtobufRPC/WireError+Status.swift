internal import NIOCore
public import ProtobufRuntime
public import RPC

/// As a status: a request that cannot be coded is its caller's fault.
extension WireError: RPCStatusConvertible {
  public var rpcStatus: RPCStatus {
    RPCStatus(kind == .tooLarge ? .resourceExhausted : .invalidArgument, description)
      .localized("zh-CN", chinese)
  }

  /// A response that cannot be coded is the server's fault.
  fileprivate var ofResponse: RPCStatus {
    RPCStatus(kind == .tooLarge ? .resourceExhausted : .internal, description)
      .localized("zh-CN", chinese)
  }
}

extension ProtobufMessage {
  func encodedRequest() throws(RPCStatus) -> ByteBuffer {
    do throws(WireError) { return try encoded() } catch { throw error.rpcStatus }
  }

  func encodedResponse() throws(RPCStatus) -> ByteBuffer {
    do throws(WireError) { return try encoded() } catch { throw error.ofResponse }
  }

  init(request: ByteBuffer) throws(RPCStatus) {
    do throws(WireError) { self = try Self(decoding: request) } catch { throw error.rpcStatus }
  }

  init(response: ByteBuffer) throws(RPCStatus) {
    do throws(WireError) { self = try Self(decoding: response) } catch { throw error.ofResponse }
  }
}

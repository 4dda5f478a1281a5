public import ProtobufRuntime
public import RPC

extension WireError: RPCStatusConvertible {
  public var rpcStatus: RPCStatus {
    RPCStatus(kind == .tooLarge ? .resourceExhausted : .invalidArgument, description)
  }
}

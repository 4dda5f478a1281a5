import NIOHPACK
import RPC

/// What a request's headers say.
struct RequestHead {
  enum Outcome {
    case call(RequestHead)
    /// The request is none of gRPC's: answered with this HTTP status.
    case notGRPC(httpStatus: Int)
    case refused(RPCStatus)
  }

  /// `/service/method`.
  private(set) var path = ""
  /// Nil: the caller names none.
  private(set) var timeoutNano: Int64?
  private(set) var metadata = Metadata()
  private var httpMethod = ""
  private var contentType = ""
  private var timeout: String?
  private var encoding: String?
  private var metadataBytes = 0

  static func read(_ headers: HPACKHeaders) -> Outcome {
    var head = RequestHead()
    for (name, value, _) in headers { head.add(name, value) }
    return head.checked()
  }

  private mutating func add(_ name: String, _ value: String) {
    switch name {
    case ":path": path = value
    case ":method": httpMethod = value
    case "content-type": contentType = value
    case "grpc-timeout": timeout = value
    case "grpc-encoding": encoding = value
    case "te", "user-agent", "content-length": break
    default:
      // The rest of HTTP's and gRPC's own names says nothing that a handler may rely on.
      guard !name.hasPrefix(":"), !name.hasPrefix("grpc-") else { return }
      metadataBytes += name.utf8.count + value.utf8.count
      guard name.hasSuffix("-bin") else { return metadata.append(name, value) }
      // Several binary values may come joined.
      for part in value.split(separator: ",", omittingEmptySubsequences: false) {
        metadata.append(name, String(part.drop { $0 == " " }))
      }
    }
  }

  private mutating func checked() -> Outcome {
    guard httpMethod == "POST" else { return .notGRPC(httpStatus: 405) }
    guard Self.isGRPC(contentType) else { return .notGRPC(httpStatus: 415) }
    if let encoding, encoding != "identity" {
      let status = RPCStatus(
        .unimplemented, "the server takes no compressed messages, and the call uses \(encoding)")
      return .refused(status)
    }
    if let timeout {
      guard let nanoseconds = GRPCTimeout.nanoseconds(timeout) else {
        return .refused(RPCStatus(.internal, "grpc-timeout cannot be read: \(timeout)"))
      }
      timeoutNano = nanoseconds
    }
    guard metadataBytes <= Limits.metadataBytesMax else { return .refused(.metadataTooLarge) }
    guard metadata.entries.count <= Limits.metadataEntriesMax else {
      return .refused(.tooMuchMetadata)
    }
    return .call(self)
  }

  /// Messages are protobuf: other codecs of gRPC are refused.
  private static func isGRPC(_ contentType: String) -> Bool {
    let type = contentType.prefix { $0 != ";" }
    return type == "application/grpc" || type == "application/grpc+proto"
  }
}

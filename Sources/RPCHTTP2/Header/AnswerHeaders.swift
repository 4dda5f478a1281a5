import NIOCore
import NIOHPACK
import RPC

/// The headers and trailers of answers.
extension HPACKHeaders {
  /// Before the first message.
  static let leading: HPACKHeaders = [
    ":status": "200", "content-type": "application/grpc", "grpc-accept-encoding": "identity",
  ]

  /// After the last message of a call that went well.
  static let ok: HPACKHeaders = ["grpc-status": "0"]

  static func leading(_ metadata: Metadata, requestID: String) -> HPACKHeaders {
    var headers = leading
    headers.add(requestID: requestID)
    headers.add(metadata)
    return headers
  }

  /// - Parameters:
  ///   - isOnly: no leading headers have been sent, and these are both.
  ///   - requestID: the call's, where no leading headers have told it.
  static func trailers(
    _ status: RPCStatus?, _ metadata: Metadata, isOnly: Bool, requestID: String? = nil
  ) -> HPACKHeaders {
    if status == nil, metadata.entries.isEmpty, !isOnly { return ok }
    var headers = isOnly ? leading : HPACKHeaders()
    if let requestID { headers.add(requestID: requestID) }
    headers.add(name: "grpc-status", value: "\(status?.code.rawValue ?? 0)")
    if let status = status?.fitting(HTTP2Limits.statusBytesMax) { headers.add(status) }
    headers.add(metadata)
    return headers
  }

  /// The answer to a request that is none of gRPC's.
  static func notGRPC(httpStatus: Int) -> HPACKHeaders { [":status": "\(httpStatus)"] }

  /// Never the same twice, so nothing is gained by remembering it.
  private mutating func add(requestID: String) {
    add(name: RequestID.names[0], value: requestID, indexing: .nonIndexable)
  }

  private mutating func add(_ status: RPCStatus) {
    if !status.message.isEmpty {
      add(
        name: "grpc-message", value: PercentEncoding.encode(status.message),
        indexing: .nonIndexable)
    }
    guard !status.details.isEmpty else { return }
    var encoded = ByteBuffer()
    status.write(into: &encoded)
    add(
      name: "grpc-status-details-bin", value: Metadata.base64(encoded.readableBytesView),
      indexing: .nonIndexable)
  }

  /// An entry that HTTP/2 cannot carry, or whose name is gRPC's own, is left out.
  private mutating func add(_ metadata: Metadata) {
    for (name, value) in metadata.entries where name.isMetadataName && value.isHeaderValue {
      add(name: name, value: value)
    }
  }
}

extension String {
  fileprivate var isMetadataName: Bool {
    !isEmpty && !hasPrefix("grpc-") && self != "content-type" && self != "te"
      && utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      }
  }

  fileprivate var isHeaderValue: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } }
}

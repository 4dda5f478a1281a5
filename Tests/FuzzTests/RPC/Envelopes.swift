import NIOCore

@testable import RPC

extension FuzzTarget {
  /// The messages that frames carry: requests, answers, statuses, cancellations.
  static let envelopes = FuzzTarget(name: "envelopes") { bytes in
    let data = ByteBuffer(bytes: bytes)
    if let request = try? RequestEnvelope(decoding: data) { try check(request, in: data) }
    if let response = try? ResponseEnvelope(decoding: data) {
      try hold(response.payload.readableBytes <= data.readableBytes, "a part is no larger")
      try hold(response.status?.code != .ok, "a status that is OK is none")
    }
    if let status = try? RPCStatus(decoding: bytes) { try check(status) }
    _ = Control.cancelledStream(data)
  }

  private static func check(_ request: RequestEnvelope, in data: ByteBuffer) throws {
    try hold(request.metadata.entries.count <= Limits.metadataEntriesMax, "metadata is bounded")
    let bytes = data.readableBytesView
    let names = [request.service, request.method].map { range in
      String(
        decoding: bytes[bytes.startIndex + range.lowerBound..<bytes.startIndex + range.upperBound],
        as: UTF8.self)
    }
    let encoder = RequestEncoder(
      method: MethodName(service: names[0], method: names[1]), payload: request.payload,
      timeoutNano: request.timeoutNano, metadata: request.metadata)
    var again = ByteBuffer()
    encoder.write(into: &again)
    try hold(again.readableBytes == encoder.byteCount, "a request has the size that it says")
    guard request.metadata.entries.isEmpty else { return }
    let second = try RequestEnvelope(decoding: again)
    try hold(
      second.payload == request.payload && second.timeoutNano == request.timeoutNano,
      "a request is written as it was read")
  }

  private static func check(_ status: RPCStatus) throws {
    var bytes = ByteBuffer()
    status.write(into: &bytes)
    try hold(bytes.readableBytes == status.byteCount, "a status has the size that it says")
    let again = try bytes.withUnsafeReadableBytes { try RPCStatus(decoding: $0) }
    try hold(again == status, "a status is written as it was read")
    for most in [64, 1024, Limits.statusBytesMax] {
      try hold(status.fitting(most).byteCount <= max(most, 32), "a status fits where it must")
    }
  }
}

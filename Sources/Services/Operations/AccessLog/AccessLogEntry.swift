internal import RPC

/// A finished call, as the access log tells of it. It never holds what a request or an answer says.
struct AccessLogEntry: Sendable {
  /// When it ended: microseconds since 1970-01-01 00:00:00 UTC.
  var time: Int64
  var requestID: String
  /// `ttrpc` or `grpc`.
  var protocolName: String
  /// `unix`, `tcp`, `tls` or `memory`.
  var peer: String
  /// The full name, as the table of methods has it.
  var method: String
  /// Who called, as the audit names it.
  var identity: String
  /// The county's code; empty: the call named none.
  var county: String
  var status: StatusCode
  /// The stable code of the error, where it has one.
  var code: String
  var durationMicroseconds: Int64
  /// Messages alone, without what the protocol puts around them.
  var bytesIn: Int
  var bytesOut: Int

  var line: [UInt8] {
    var line = JSONLine()
    line.add("time", UTCText.text(time))
    line.add("request_id", requestID)
    line.add("protocol", protocolName)
    line.add("peer", peer)
    line.add("method", method)
    line.add("identity", identity)
    line.add("county", county)
    line.add("status", status.name)
    line.add("code", code)
    line.add("duration_us", durationMicroseconds)
    line.add("bytes_in", Int64(bytesIn))
    line.add("bytes_out", Int64(bytesOut))
    return line.ended()
  }

  /// Stands in place of entries that were lost.
  static func droppedLine(time: Int64, count: Int) -> [UInt8] {
    var line = JSONLine()
    line.add("time", UTCText.text(time))
    line.add("dropped", Int64(count))
    return line.ended()
  }
}

extension ServerCall.Peer {
  /// What kind of connection it is.
  var kind: String {
    switch self {
    case .unix: "unix"
    case .tcp: "tcp"
    case .tls: "tls"
    case .memory: "memory"
    }
  }
}

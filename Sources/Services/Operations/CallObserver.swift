internal import NIOCore
internal import RPC
internal import Rules

/// Sees every call end: counts it, and has it written down while the access log is on.
struct CallObserver: Sendable {
  let metrics: CallMetrics
  let log: AccessLog
  let access: AccessControl

  /// How a call ended, and what went through it.
  struct Ending {
    var status: StatusCode
    /// The stable code of the error, where it has one.
    var code = ""
    var bytesIn: Int
    var bytesOut = 0
  }

  func ended(
    _ call: ServerCall, _ slot: CallMetrics.Slot, _ ending: Ending, since start: NIODeadline
  ) {
    let nanoseconds = (NIODeadline.now() - start).nanoseconds
    slot.add(
      ending.status, nanoseconds: nanoseconds, bytesIn: ending.bytesIn, bytesOut: ending.bytesOut)
    guard log.isOn else { return }
    log.add(
      AccessLogEntry(
        time: log.now(), requestID: call.requestID, protocolName: call.protocolName,
        peer: call.peer.kind, method: slot.method, identity: access.actor(of: call),
        county: county(call), status: ending.status, code: ending.code,
        durationMicroseconds: nanoseconds / 1000, bytesIn: ending.bytesIn,
        bytesOut: ending.bytesOut))
  }

  /// What no county can be called is not repeated: nobody knows what a caller puts there.
  private func county(_ call: ServerCall) -> String {
    guard let code = access.county(of: call) else { return "" }
    let isForm =
      code.utf8.count == 6
      && code.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return isForm ? code : "malformed"
  }
}

extension CallObserver.Ending {
  /// What the error of a handler or of the gate comes to.
  init(_ error: any Error, in call: ServerCall, bytesIn: Int, bytesOut: Int = 0) {
    let code: StatusCode
    var name = ""
    switch error {
    case let status as RPCStatus: code = status.code
    // Without making the status, whose details cost more than most handlers.
    case let problem as Problem:
      (code, name) = (StatusCode(problem.category), problem.code.rawValue)
    case let report as ProblemReport:
      code = StatusCode(report.problems.first?.category ?? .fault)
      name = report.problems.first?.code.rawValue ?? ""
    case let convertible as any RPCStatusConvertible: code = convertible.rpcStatus.code
    case is CancellationError: code = .cancelled
    default: code = .unknown
    }
    // A deadline that passes cancels the handler, and the client was told the cause.
    let isLate = code == .cancelled && call.deadline <= .now()
    self.init(
      status: isLate ? .deadlineExceeded : code, code: name, bytesIn: bytesIn, bytesOut: bytesOut)
  }

  /// An answer that no frame can carry becomes a refusal on its way.
  init(answer: ByteBuffer, bytesIn: Int) {
    let fits = answer.readableBytes <= Limits.frameBytesMax
    self.init(
      status: fits ? .ok : .resourceExhausted, bytesIn: bytesIn,
      bytesOut: fits ? answer.readableBytes : 0)
  }
}

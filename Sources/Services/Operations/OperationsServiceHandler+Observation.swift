internal import Logging
internal import RPC
internal import Rules
internal import WindowStaffProto

extension OperationsServiceHandler {
  func getMetrics(
    _ request: GetMetricsRequest, _ call: ServerCall
  ) async throws -> GetMetricsResponse {
    GetMetricsResponse(
      bucketBoundsUs: CallMetrics.boundsMicroseconds,
      methods: context.metrics.all.map { method, counts in
        .init(
          method: method,
          statuses: counts.statuses.enumerated().filter { $0.element > 0 }.map {
            .init(status: StatusCode(rawValue: Int32($0.offset)).name, count: $0.element)
          }, buckets: counts.buckets, durationUs: counts.durationNanoseconds / 1000,
          bytesIn: counts.bytesIn, bytesOut: counts.bytesOut)
      })
  }

  func getLogging(
    _ request: GetLoggingRequest, _ call: ServerCall
  ) async throws -> GetLoggingResponse {
    let log = context.accessLog
    return GetLoggingResponse(
      level: context.logLevel.current.rawValue, accessLog: log.isOn,
      accessLogFile: log.target.text, accessLogDropped: Int64(log.droppedCount))
  }

  func setAccessLog(
    _ request: SetAccessLogRequest, _ call: ServerCall
  ) async throws -> SetAccessLogResponse {
    let before = context.accessLog.set(on: request.on)
    context.logger.critical(
      "access log switched",
      metadata: [
        "on": "\(request.on)", "by": "\(context.access.actor(of: call))",
        "request_id": "\(call.requestID)",
      ])
    return SetAccessLogResponse(previouslyOn: before)
  }

  func setLogLevel(
    _ request: SetLogLevelRequest, _ call: ServerCall
  ) async throws -> SetLogLevelResponse {
    guard let level = Logger.Level(rawValue: request.level) else {
      let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
      throw Rules.Problem.malformed(
        .logLevelUnknown, field: "level", zh: "没有日志级别 \(request.level)",
        en: "there is no log level \(request.level)",
        remedy: Bilingual(zh: "可用：\(known)", en: "use \(known)"))
    }
    let before = context.logLevel.set(level)
    context.logger.critical(
      "log level changed",
      metadata: [
        "from": "\(before)", "to": "\(level)", "by": "\(context.access.actor(of: call))",
        "request_id": "\(call.requestID)",
      ])
    return SetLogLevelResponse(previousLevel: before.rawValue)
  }
}

extension Rules.Problem.Code {
  /// There is no log level of that name.
  static let logLevelUnknown = Problem.Code(rawValue: "log_level_unknown")
}

extension StatusCode {
  private static let names = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND",
    "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED",
    "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
  ]

  /// gRPC's name of the code.
  var name: String {
    Self.names.indices.contains(Int(rawValue)) ? Self.names[Int(rawValue)] : "UNKNOWN"
  }
}

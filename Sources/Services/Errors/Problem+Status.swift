internal import NIOCore
internal import ProtobufRuntime
public import RPC
public import Rules
internal import WindowStaffProto

// The one place where domain errors become statuses.

extension Rules.Problem: RPCStatusConvertible {
  public var rpcStatus: RPCStatus { Rules.ProblemReport(problems: [self]).rpcStatus }
}

extension Rules.ProblemReport: RPCStatusConvertible {
  /// The first problem gives code and message. The details hold all problems in this service's own
  /// form, and the first in the standard forms that any gRPC client knows.
  public var rpcStatus: RPCStatus {
    guard let first = problems.first else {
      return RPCStatus(.internal, "an empty problem report")
    }
    let details = [
      detail(
        WindowStaffProto.ProblemReport(
          problems: problems.map(WindowStaffProto.Problem.init), more: UInt64(more))),
      detail(
        GoogleRpc.ErrorInfo(
          reason: first.code.rawValue.uppercased(), domain: "windowstaff",
          metadata: first.clause.map { ["clause": $0] } ?? [:])),
      detail(
        GoogleRpc.BadRequest(
          fieldViolations: problems.compactMap { problem in
            problem.field.map { .init(field: $0, description: problem.text.en) }
          })),
      detail(GoogleRpc.LocalizedMessage(locale: "zh-CN", message: first.text.zh)),
    ]
    return RPCStatus(
      StatusCode(first.category), message(first), details: details.compactMap(\.self))
  }

  /// English: `punches.csv:3:at: no such date (2025-10-32) [date_unknown] and 4 more`.
  private func message(_ first: Rules.Problem) -> String {
    var text = first.place.map { "\($0): " } ?? ""
    if let clause = first.clause { text += "clause \(clause): " }
    text += "\(first.text.en) [\(first.code.rawValue)]"
    let others = problems.count - 1 + more
    return others > 0 ? "\(text) and \(others) more" : text
  }

  /// nil when the message cannot be encoded, which a text with a NUL in it would cause: a status
  /// without one detail is better than none.
  private func detail(_ message: some ProtobufMessage) -> RPCStatus.Detail? {
    guard let encoded = try? message.encoded() else { return nil }
    return RPCStatus.Detail(
      typeName: type(of: message).messageType.name, value: Array(encoded.readableBytesView))
  }
}

extension WindowStaffProto.Problem {
  init(_ problem: Rules.Problem) {
    self.init(
      code: problem.code.rawValue, text: LocalizedText(problem.text),
      remedy: problem.remedy.map(LocalizedText.init), clause: problem.clause ?? "",
      field: problem.field ?? "", place: problem.place.map(Place.init))
  }
}

extension WindowStaffProto.Problem.Place {
  init(_ place: Rules.Problem.Place) {
    self.init(
      file: place.file, line: UInt32(clamping: place.line ?? 0), column: place.column ?? "")
  }
}

extension LocalizedText {
  init(_ text: Bilingual) { self.init(zh: text.zh, en: text.en) }
}

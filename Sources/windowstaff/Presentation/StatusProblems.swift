import ProtobufRuntime
import RPC
import Rules
import WindowStaffProto

extension RPCStatus {
  /// The problems among the status's details, as the records' own; nil when there are none.
  var problemReport: Rules.ProblemReport? {
    let type = WindowStaffProto.ProblemReport.messageType.name
    guard let detail = details.first(where: { $0.typeName == type }),
      let report = detail.value.withUnsafeBytes({
        try? WindowStaffProto.ProblemReport(decoding: $0)
      }), !report.problems.isEmpty
    else { return nil }
    return Rules.ProblemReport(
      problems: report.problems.map { Rules.Problem($0, category: .invalid) },
      more: Int(clamping: report.more))
  }
}

extension Rules.Problem {
  /// A problem as it came over the wire; `""` and 0 there mean that nothing is known.
  init(_ problem: WindowStaffProto.Problem, category: Category) {
    func known(_ text: String) -> String? { text.isEmpty ? nil : text }
    self.init(
      Code(rawValue: problem.code), category, zh: problem.text?.zh ?? "",
      en: problem.text?.en ?? "",
      remedy: problem.remedy.map { Bilingual(zh: $0.zh, en: $0.en) },
      clause: known(problem.clause), field: known(problem.field),
      place: problem.place.map {
        Place(
          file: $0.file, line: $0.line == 0 ? nil : Int(clamping: $0.line),
          column: known($0.column))
      })
  }
}

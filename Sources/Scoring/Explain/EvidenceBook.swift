import Records
import Rules

/// The records behind one member's facts: found by the very derivations that filled the columns.
struct EvidenceBook {
  /// Facts whose records another fact of the same step shows already.
  private static let shownElsewhere: Set<Fact> = [
    .ratings, .inspections, .trainingsAttended, .trainingsExcused, .selfReviews, .peerReviews,
    .leaderReviews,
  ]

  private var byFact: [FactID: [Evidence]]

  init(_ month: AppraisedMonth, member: Int) {
    byFact = [:]
    let ofDays = AttendanceEvidence(month, member: member).byFact
    for (fact, evidence) in ofDays.merging(Self.leaves(month, member: member), uniquingKeysWith: +)
    {
      byFact[.known(fact)] = evidence
    }
    let layout = month.scored.layout
    let describer = RecordDescriber(records: month.records)
    for source in MonthFacts.sources(month.records, month.context, layout) {
      var sink = TraceSink(member: member)
      source.derive(into: &sink)
      let kind = type(of: source).kindName
      for finding in sink.findings {
        let fact = layout.fact(at: finding.place)
        if case .known(let known) = fact, Self.shownElsewhere.contains(known) { continue }
        // Of the trainings that were required, those attended need no explanation.
        if fact == .known(.trainingsRequired) && describer.isAttended(finding.row) { continue }
        byFact[fact, default: []].append(describer.evidence(kind, fact, finding))
      }
    }
    for fact in byFact.keys {
      byFact[fact]?.sort {
        ($0.day?.rawValue ?? 0, $0.number ?? "") < ($1.day?.rawValue ?? 0, $1.number ?? "")
      }
    }
  }

  func evidence(for fact: FactID) -> [Evidence] { byFact[fact] ?? [] }

  /// One line a leave, with the sessions of due days that it was the first to cover.
  private static func leaves(_ month: AppraisedMonth, member: Int) -> [Fact: [Evidence]] {
    var covered = ExcusedSessions()
    var byFact: [Fact: [Evidence]] = [:]
    let table = month.records[.leaves]
    for leave in ApprovedLeave.inOrder(month.records, month: month.result.month)
    where leave.member == member {
      let fresh = covered.cover(leave.sessions, by: leave.kind)
      let halves = fresh.count(on: month.context.dueDays[member])
      guard halves > 0, let account = leave.kind.account else { continue }
      let fact: Fact =
        switch account {
        case .personal: .personalLeaveHalves
        case .sick: .sickLeaveHalves
        case .other: .otherLeaveHalves
        }
      let from = Day(rawValue: table.numbers("from_date")[leave.row])
      let to = Day(rawValue: table.numbers("to_date")[leave.row])
      let sessions = [table.numbers("from_session"), table.numbers("to_session")]
        .map { Session(rawValue: $0[leave.row]) ?? .am }
      byFact[fact, default: []].append(
        Evidence(
          kind: RecordKind.leaves.name, number: table.text("leave_no")[leave.row], day: from,
          session: sessions[0], quantity: Int64(halves),
          text: Bilingual(
            zh: "\(from)\(sessions[0].text.zh)至\(to)\(sessions[1].text.zh)，本月计 \(halves) 个半天",
            en: "\(from) \(sessions[0].text.en) to \(to) \(sessions[1].text.en): \(halves) "
              + "half-days of the month")))
    }
    return byFact
  }
}

extension Session {
  /// As people read it.
  var text: Bilingual {
    switch self {
    case .am: Bilingual(zh: "上午", en: "morning")
    case .pm: Bilingual(zh: "下午", en: "afternoon")
    }
  }
}

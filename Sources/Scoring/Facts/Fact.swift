/// A whole number of one member's month, as scorers read it. The raw value is its name in the ABI,
/// in the API and in explanations; names are never renamed nor used for a second meaning.
public enum Fact: String, Sendable, CaseIterable {
  case workdaysDue = "workdays_due"
  case late
  case early
  case missedPunch = "missed_punch"
  case absentHalves = "absent_halves"
  case personalLeaveHalves = "personal_leave_halves"
  case sickLeaveHalves = "sick_leave_halves"
  case otherLeaveHalves = "other_leave_halves"

  // Confirmed incidents, in the order of the kind's choices: see `Fact.incidents`.
  case offPost = "off_post"
  case wandering
  case chatting
  case gaming
  case ruleBreach = "rule_breach"
  case secrecyBreach = "secrecy_breach"
  case integrityBreach = "integrity_breach"
  case attitude
  case language
  case appearance
  case dress
  case badge
  case oneTimeNotice = "one_time_notice"
  case firstAsk = "first_ask"

  case overdueCases = "overdue_cases"
  case returnedCases = "returned_cases"
  case inspectionMarks = "inspection_marks"
  case inspections
  case ratingsLevel1 = "ratings_level1"
  case ratingsLevel2 = "ratings_level2"
  case ratingsLevel3 = "ratings_level3"
  case ratingsLevel4 = "ratings_level4"
  case ratingsLevel5 = "ratings_level5"
  case ratings
  case upheldComplaints = "upheld_complaints"
  case upheldConductComplaints = "upheld_conduct_complaints"
  case upheldPetitions = "upheld_petitions"
  case trainingsRequired = "trainings_required"
  case trainingsAttended = "trainings_attended"
  case trainingsExcused = "trainings_excused"
  case unqualifiedExams = "unqualified_exams"
  case excellentExams = "excellent_exams"
  case selfReviewMarks = "self_review_marks"
  case selfReviews = "self_reviews"
  case peerReviewMarks = "peer_review_marks"
  case peerReviews = "peer_reviews"
  case leaderReviewMarks = "leader_review_marks"
  case leaderReviews = "leader_reviews"

  // Adjustments by dimension, in the standard's order: see `Fact.adjustments`.
  case attendanceAdjustment = "attendance_adjustment"
  case disciplineAdjustment = "discipline_adjustment"
  case competenceAdjustment = "competence_adjustment"
  case conductAdjustment = "conduct_adjustment"
  case hygieneAdjustment = "hygiene_adjustment"
  case evaluationAdjustment = "evaluation_adjustment"
  case learningAdjustment = "learning_adjustment"

  // Since version 2 of the catalogue: the parts of `inspectionMarks`.
  case inspectionDeskMarks = "inspection_desk_marks"
  case inspectionWindowMarks = "inspection_window_marks"
  case inspectionPersonMarks = "inspection_person_marks"

  /// Its place in the catalogue and among the columns: cases are numbered as they are declared.
  @inlinable public var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
}

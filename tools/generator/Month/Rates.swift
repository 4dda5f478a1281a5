/// How often things happen to a clerk of laxity 100, in 10,000; the order of magnitude of what
/// county centres publish.
enum Rates {
  /// A session.
  static let late = 120
  static let early = 60
  static let missedPunch = 70
  static let absent = 18
  /// A late or missed punch.
  static let corrected = 4_000
  /// A half month.
  static let leave = 900
  /// A month.
  static let incident = 1_100
  static let vetoIncident = 3
  static let complaint = 250
  static let petition = 60
  static let review = 3_000
  static let exam = 2_500
  static let adjustment = 40
  /// A case.
  static let overdue = 300
  static let returned = 250
  /// A training.
  static let missedTraining = 500
  static let excusedTraining = 400
  static let trainings = 4
  static let requiredTraining = 5_000
  static let cases = 2...8
  static let ratingsOfCase = 9_500
}

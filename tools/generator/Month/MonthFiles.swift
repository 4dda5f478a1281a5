import Rules

/// The files of what happens in the months, and the numbers given so far.
final class MonthFiles {
  let punches: CSVFile
  let leaves: CSVFile
  let corrections: CSVFile
  let incidents: CSVFile
  let cases: CSVFile
  let inspections: CSVFile
  let ratings: CSVFile
  let complaints: CSVFile
  let attendance: CSVFile
  let exams: CSVFile
  let reviews: CSVFile
  let adjustments: CSVFile
  private var numbers: [String: Int] = [:]

  init(folder: String) throws(FileError) {
    func file(_ kind: String, _ columns: String) throws(FileError) -> CSVFile {
      try CSVFile(folder: folder, kind: kind, columns: columns)
    }
    punches = try file("punches", "staff_no,at,device,method")
    leaves = try file(
      "leaves",
      "leave_no,staff_no,kind,from_date,from_session,to_date,to_session,substitute_no,status")
    corrections = try file("corrections", "staff_no,date,session,direction,status")
    incidents = try file(
      "incidents", "incident_no,staff_no,date,time,kind,minutes,status,source,note")
    cases = try file(
      "cases", "case_no,staff_no,item_code,accepted_at,due_at,finished_at,returned")
    inspections = try file("inspections", "inspection_no,staff_no,date,desk,window,person")
    ratings = try file("ratings", "rating_no,staff_no,at,level,case_no,status,comment")
    complaints = try file("complaints", "complaint_no,staff_no,date,channel,kind,status")
    attendance = try file("training_attendance", "training_id,staff_no,status")
    exams = try file("exams", "exam_id,staff_no,date,theory,practical,grade,attempt")
    reviews = try file("reviews", "staff_no,month,source,reviewer_no,dimension,mark")
    adjustments = try file("adjustments", "staff_no,month,dimension,points,reason")
  }

  /// The next number of a series: `L000123`.
  func next(_ prefix: String) -> Field {
    numbers[prefix, default: 0] += 1
    return .code(prefix, numbers[prefix, default: 0])
  }

  func finish() throws(FileError) {
    try punches.finish()
    try leaves.finish()
    try corrections.finish()
    try incidents.finish()
    try cases.finish()
    try inspections.finish()
    try ratings.finish()
    try complaints.finish()
    try attendance.finish()
    try exams.finish()
    try reviews.finish()
    try adjustments.finish()
  }
}

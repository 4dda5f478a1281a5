import Foundation
import Records
import Rules
import Scoring
import Testing

/// The golden sets: record files with the results file that they must give, to the byte.
enum Golden {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Golden/data")

  static func folder(_ name: String) -> String { root.appending(path: name).path }

  static func expected(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: "\(name)/expected.csv")))
  }

  static func read(_ name: String) throws -> RecordSet {
    try RecordReader().read(folder: folder(name)).records
  }
}

/// The seven scorers as they were built beside the tests.
func builtScorers() throws -> InProcessScorers {
  try InProcessScorers(folder: ScorerFolder.beside())
}

/// The first line in which two results differ, for a message that helps.
func firstDifference(_ found: [UInt8], _ expected: [UInt8]) -> String {
  let lines = [found, expected].map {
    String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }
  for (line, pair) in zip(lines[0], lines[1]).enumerated() where pair.0 != pair.1 {
    return "line \(line + 1): \(pair.0) instead of \(pair.1)"
  }
  return "\(lines[0].count) lines instead of \(lines[1].count)"
}

/// A folder of records in a few lines: one member A1 in the centre C1 unless told otherwise.
struct RecordFolder {
  let path: String

  init(_ files: [String: [String]]) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "scoring-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
    var all = Self.base
    for (name, rows) in files { all[name] = (all[name] ?? []).prefix(1) + rows }
    for (name, rows) in all {
      try (rows.joined(separator: "\n") + "\n").write(
        to: url.appending(path: "\(name).csv"), atomically: true, encoding: .utf8)
    }
  }

  func read() throws -> RecordSet {
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try RecordReader().read(folder: path).records
  }

  private static let base: [String: [String]] = [
    "centers": ["center_code,name,level", "C1,中心,county"],
    "units": ["unit_code,name,kind", "U1,局,department"],
    "staff": [
      "staff_no,name,center_code,unit_code,window_code,employment,on_window_since,left_on",
      "A1,王芳,C1,U1,,civil_servant,2025-10-27,",
    ],
    "calendar": ["date,kind", "2025-01-01,rest"],
    "policy": ["name,value"],
    "punches": ["staff_no,at,device,method"],
    "leaves": [
      "leave_no,staff_no,kind,from_date,from_session,to_date,to_session,substitute_no,status"
    ],
    "corrections": ["staff_no,date,session,direction,status"],
    "incidents": ["incident_no,staff_no,date,time,kind,minutes,status,source"],
    "cases": ["case_no,staff_no,item_code,accepted_at,due_at,finished_at,returned"],
    "inspections": ["inspection_no,staff_no,date,desk,window,person"],
    "ratings": ["rating_no,staff_no,at,level,case_no,status"],
    "complaints": ["complaint_no,staff_no,date,channel,kind,status"],
    "exams": ["exam_id,staff_no,date,theory,practical,grade,attempt"],
    "reviews": ["staff_no,month,source,reviewer_no,dimension,mark"],
    "adjustments": ["staff_no,month,dimension,points"],
  ]

  /// Punches of a good day for each of the days of October 2025.
  static func goodDays(_ staffNo: String, _ days: [Int]) -> [String] {
    days.flatMap { day in
      ["08:25:00", "12:05:00", "14:25:00", "17:35:00"].map {
        "\(staffNo),2025-10-\(day) \($0),D1,face"
      }
    }
  }
}

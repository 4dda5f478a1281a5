import Foundation
import Records
import Rules
import Testing

/// A folder of record files that lives as long as a test; a valid one, but for what the test
/// changes.
final class Folder {
  let url = FileManager.default.temporaryDirectory.appending(path: "records-\(UUID().uuidString)")

  static let valid: [String: String] = [
    "centers": "center_code,name,level\nC1,中心,county\n",
    "units": "unit_code,name,kind\nU1,单位,department\n",
    "staff": """
    staff_no,name,center_code,unit_code,window_code,employment,on_window_since,left_on
    S1,张三,C1,U1,W1,civil_servant,2024-01-01,
    S2,李四,C1,U1,,public_institution,2024-02-29,2025-12-31

    """,
    "calendar": "date,kind\n2025-10-01,rest\n",
  ]

  init(_ files: [String: String] = [:]) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (kind, text) in Self.valid.merging(files, uniquingKeysWith: { $1 }) {
      try write(kind, Array(text.utf8))
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ kind: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: url.appending(path: "\(kind).csv"))
  }

  func remove(_ kind: String) throws {
    try FileManager.default.removeItem(at: url.appending(path: "\(kind).csv"))
  }

  var path: String { url.path }

  func read(threads: Int = 1) throws(ProblemReport) -> RecordReader.Reading {
    var reader = RecordReader()
    reader.threads = threads
    return try reader.read(folder: url.path)
  }

  /// Where the errors are, or nothing.
  func places() -> [String] {
    do throws(ProblemReport) {
      _ = try read()
      return []
    } catch {
      return error.problems.compactMap { $0.place?.description }
    }
  }
}

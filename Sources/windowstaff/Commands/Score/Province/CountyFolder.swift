import Glibc
import Rules

/// One county of a province's folder: `staff.csv`, … with all months, or a folder of them a month.
struct CountyFolder: Sendable {
  let name: String
  let path: String

  /// The counties of a folder by name: its folders, but for those whose name begins with a dot.
  /// - Throws: `unreadable_file`; `no_counties` where there is none.
  static func all(in province: String) throws(Problem) -> [CountyFolder] {
    guard let directory = opendir(province) else { throw .unreadable(province, errno) }
    defer { closedir(directory) }
    var counties: [CountyFolder] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let path = "\(province)/\(name)"
      // With the dot it must be a folder.
      guard !name.hasPrefix("."), access(path + "/.", F_OK) == 0 else { continue }
      counties.append(CountyFolder(name: name, path: path))
    }
    guard !counties.isEmpty else { throw .noCounties(province) }
    return counties.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The folders that are read, each with the months that are scored from it.
  func readings(of months: [YearMonth]) -> [(place: String, path: String, months: [YearMonth])] {
    if access(path + "/staff.csv", F_OK) == 0 { return [(name, path, months)] }
    return months.map { ("\(name)/\($0)", "\(path)/\($0)", [$0]) }
  }
}

extension Problem {
  fileprivate static func noCounties(_ province: String) -> Problem {
    Problem(
      .noCounties, .notFound, zh: "\(province) 中没有县的目录",
      en: "\(province) has no county's folder",
      remedy: Bilingual(
        zh: "每县一个目录，内放记录文件，或每月一个目录（如 2025-07）",
        en: "One folder a county, with record files, or with a folder a month (such as 2025-07)."))
  }
}

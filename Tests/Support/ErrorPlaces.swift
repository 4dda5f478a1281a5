internal import Foundation

/// `错误 [code] punches.csv:2:staff_no: …` → `punches.csv:2:staff_no`, for each error that the tool
/// told.
public func places(inNote note: String) -> [String] {
  note.split(separator: "\n").filter { $0.hasPrefix("错误 [") }.compactMap { line in
    guard let end = line.range(of: "] ")?.upperBound else { return nil }
    return line[end...].range(of: ": ").map { String(line[end..<$0.lowerBound]) }
  }
}

/// `punches.csv, line 2, column staff_no: …` → `punches.csv:2:staff_no`.
public func place(expected line: Substring) -> String {
  let place = line.range(of: ": ").map { line[..<$0.lowerBound] } ?? line
  return place.replacingOccurrences(of: ", line ", with: ":")
    .replacingOccurrences(of: ", column ", with: ":")
}

/// The folders of bad input, by name.
public let badInputFolders: [String] =
  ((try? FileManager.default.contentsOfDirectory(
    atPath: Tool.goldenData.appending(path: "bad-input").path)) ?? []).sorted()

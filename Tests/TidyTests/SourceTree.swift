import Foundation

/// The project's own files.
enum SourceTree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  struct File {
    /// From the root: `Sources/Rules/Time/Day.swift`.
    let path: String
    let lines: [Substring]
  }

  static func swiftFiles(under folders: [String]) throws -> [File] {
    try paths(under: folders).filter { $0.hasSuffix(".swift") }.map { path in
      let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
      return File(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  static func paths(under folders: [String]) -> [String] {
    folders.flatMap { folder in
      let all = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
      return (all?.compactMap { $0 as? String } ?? []).map { "\(folder)/\($0)" }.sorted()
    }
  }

  /// Nobody writes these by hand.
  static func isGenerated(_ path: String) -> Bool {
    [
      "Sources/WindowStaffProto/", "Tests/SampleProto/", "Tests/InteropProto/",
      "Sources/Rules/Names/PinyinTable.swift",
    ]
    .contains { path.hasPrefix($0) }
  }
}

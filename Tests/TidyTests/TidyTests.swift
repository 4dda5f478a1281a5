import Foundation
import Testing

/// The rules of the code that a machine can check.
@Suite struct TidyTests {
  static let folders = ["Sources", "Tests", "plugins", "tools"]
  /// Longer files must be split; between the median and this is the author's judgement.
  static let lineCountMax = 500
  static let medianLineCountMax = 120
  static let columnsMax = 100

  @Test("The top level holds only what the layout names")
  func topLevel() throws {
    let allowed: Set = [
      "Package.swift", "Package.resolved", "Sources", "Tests", "proto", "plugins", "tools",
      "README.md", "LICENSE",
    ]
    let found = try FileManager.default.contentsOfDirectory(atPath: SourceTree.root.path)
      .filter { !$0.hasPrefix(".") }
    #expect(Set(found).subtracting(allowed).isEmpty)
  }

  @Test("Files are short")
  func fileLengths() throws {
    let files = try SourceTree.swiftFiles(under: Self.folders)
      .filter { !SourceTree.isGenerated($0.path) }
    let long = files.filter { $0.lines.count > Self.lineCountMax }.map(\.path)
    #expect(long.isEmpty)
    let sources = files.filter { $0.path.hasPrefix("Sources/") }.map(\.lines.count).sorted()
    #expect(sources[sources.count / 2] < Self.medianLineCountMax)
  }

  @Test("Lines fit the width and end without blanks")
  func lines() throws {
    for file in try SourceTree.swiftFiles(under: Self.folders)
    where !SourceTree.isGenerated(file.path) {
      for (number, line) in file.lines.enumerated() {
        // A text that must stand on one line is longer than any layout can help.
        let isText = ["\"", "+ \""].contains { line.drop { $0 == " " }.hasPrefix($0) }
        #expect(isText || line.count <= Self.columnsMax, "\(file.path):\(number + 1)")
        #expect(line.last != " ", "\(file.path):\(number + 1)")
      }
    }
  }

  @Test("Nothing traps on an error, casts by force, or is left for later")
  func forbidden() throws {
    // Joined here, so that this file does not hold what it forbids.
    let words = ["try" + "!", "as" + "!", "TO" + "DO", "FIX" + "ME", "XX" + "X:"]
    for file in try SourceTree.swiftFiles(under: Self.folders) {
      for (number, line) in file.lines.enumerated() {
        let found = words.filter { line.contains($0) }
        #expect(found.isEmpty, "\(file.path):\(number + 1)")
      }
    }
  }

  @Test("Libraries never write to the terminal")
  func prints() throws {
    let executables = ["Sources/windowstaff/", "Sources/windowstaffd/"]
    for file in try SourceTree.swiftFiles(under: ["Sources", "plugins"])
    where !executables.contains(where: file.path.hasPrefix) {
      for (number, line) in file.lines.enumerated() {
        let code = line.drop { $0 == " " }
        let prints = ["print(", "debugPrint(", "dump("].contains { code.hasPrefix($0) }
        #expect(!prints, "\(file.path):\(number + 1)")
      }
    }
  }

  @Test("The layers that start fast do without Foundation")
  func foundation() throws {
    let lean = ["Rules", "Records", "Scoring", "RPC", "ProtobufRuntime", "Store"]
      .map { "Sources/\($0)" }
    for file in try SourceTree.swiftFiles(under: lean) {
      let imports = file.lines.filter {
        $0.contains("import Foundation") && !$0.drop { $0 == " " }.hasPrefix("//")
      }
      #expect(imports.isEmpty, "\(file.path)")
    }
  }

  @Test("Every tool can be run, and says what it does")
  func tools() throws {
    let manager = FileManager.default
    let names = try manager.contentsOfDirectory(
      atPath: SourceTree.root.appending(path: "tools").path)
    for name in names {
      let path = SourceTree.root.appending(path: "tools/\(name)").path
      var isFolder: ObjCBool = false
      guard manager.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
        continue
      }
      #expect(manager.isExecutableFile(atPath: path), "tools/\(name)")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.contains("--help"), "tools/\(name)")
    }
  }
}

import Foundation
import Testing

/// Expected output, in `Golden/` beside the tests. `WINDOWSTAFF_REWRITE_GOLDEN=1` writes what
/// comes.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden/\(name).txt")
  if ProcessInfo.processInfo.environment["WINDOWSTAFF_REWRITE_GOLDEN"] == "1" {
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  #expect(text == expected, "\(name)", sourceLocation: sourceLocation)
}

import Foundation
import Testing

/// Callers switch on error codes: each means one thing, and says which.
@Suite struct ErrorCodeTests {
  private struct Declaration {
    let code: String
    let place: String
    let isDocumented: Bool
  }

  @Test("Each error code is declared once, in snake case, with a line that says what it means")
  func declarations() throws {
    let declarations = try Self.declarations()
    #expect(declarations.count > 100)
    for declaration in declarations {
      #expect(declaration.isDocumented, "\(declaration.place): \(declaration.code)")
      #expect(
        declaration.code.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil,
        "\(declaration.place): \(declaration.code)")
    }
    for (code, places) in Dictionary(grouping: declarations, by: \.code) {
      #expect(places.count == 1, "\(code): \(places.map(\.place))")
    }
  }

  @Test("A code is made where it is declared, and nowhere in passing")
  func undeclared() throws {
    for file in try SourceTree.swiftFiles(under: ["Sources"]) {
      for (number, line) in file.lines.enumerated() {
        let isMadeInPassing =
          line.contains(/(Problem\.Code|\.init)\(rawValue: "/) && !line.contains("static let")
        #expect(!isMadeInPassing, "\(file.path):\(number + 1)")
      }
    }
  }

  private static func declarations() throws -> [Declaration] {
    try SourceTree.swiftFiles(under: ["Sources"]).flatMap { file in
      file.lines.indices.compactMap { index in
        guard
          let match = file.lines[index].firstMatch(
            of: /static let \w+ = (?:Self|Problem\.Code|Code)\(rawValue: "([^"]*)"\)/)
        else { return nil }
        return Declaration(
          code: String(match.1), place: "\(file.path):\(index + 1)",
          isDocumented: index > 0
            && file.lines[index - 1].drop { $0 == " " }.hasPrefix("///"))
      }
    }
  }
}

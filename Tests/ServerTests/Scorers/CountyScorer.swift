import Foundation
import TestSupport
import Testing

/// A technician's folder: a scorer in C that takes over a dimension, built and signed.
struct CountyScorer {
  let folder: URL
  let name: String

  var library: String { folder.appending(path: "\(name)/libscorer-\(name).so").path }
  var publicKey: String { folder.appending(path: "key.pub").path }

  /// - Parameter example: the folder of an example in C, instead of the template.
  init(_ name: String, in folder: URL, example: String? = nil) async throws {
    self.folder = folder
    self.name = name
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let source = folder.appending(path: name).path
    try await run("scorer", "new", name, "--language", "c", "--folder", source)
    if let example {
      let file = URL(filePath: source).appending(path: "Scorer.c")
      try FileManager.default.removeItem(at: file)
      try FileManager.default.copyItem(
        at: golden("../../../plugins/examples/\(example)/Scorer.c").standardizedFileURL, to: file)
    }
    try await run("scorer", "build", source)
    try await run("scorer", "keygen", folder.appending(path: "key").path)
    try await sign()
  }

  /// Changes its source, which must have the text, builds and signs it; then puts the source back.
  func rebuild(replacing text: String, by other: String) async throws {
    let file = folder.appending(path: "\(name)/Scorer.c")
    let source = try String(contentsOf: file, encoding: .utf8)
    try #require(source.contains(text))
    try source.replacing(text, with: other).write(to: file, atomically: true, encoding: .utf8)
    try await run("scorer", "build", folder.appending(path: name).path)
    try await sign()
    try source.write(to: file, atomically: true, encoding: .utf8)
  }

  func sign() async throws {
    try await run("scorer", "sign", library, "--key", folder.appending(path: "key.key").path)
  }

  /// As `sha256sum` writes it.
  func digest() throws -> String {
    let text = try String(contentsOfFile: library + ".sig", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("digest ") })
    return String(line.dropFirst("digest ".count))
  }

  @discardableResult
  private func run(_ arguments: String...) async throws -> String {
    let outcome = try await Tool.run(arguments)
    #expect(outcome.status == 0, "\(arguments): \(outcome.note)")
    return outcome.out
  }
}

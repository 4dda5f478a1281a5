import Foundation
import Rules
import Scoring
import Signing
import Testing

@testable import Services

@Suite("Plugins that the server keeps loaded")
struct ScorerRegistryTests {
  /// A data folder that keeps some of the built scorers as plugins.
  private func withPlugins(
    _ dimensions: [String], _ body: (ScorerFiles, [String]) throws -> Void
  ) throws {
    let folder = URL(filePath: "/tmp/ws-registry-\(UInt32.random(in: .min ... .max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ScorerFiles(dataFolder: folder.path)
    let digests = try dimensions.map { dimension in
      let library = URL(filePath: try ScorerFolder.beside() + "/libscorer-\(dimension).so")
      let content = try Data(contentsOf: library)
      let digest = ScorerSignature.digest(of: Array(content))
      try FileManager.default.createDirectory(
        atPath: files.folder(digest), withIntermediateDirectories: true)
      try content.write(to: URL(filePath: files.path(digest)))
      return digest
    }
    try body(files, digests)
  }

  private func registry(_ files: ScorerFiles, most: Int = 8) throws -> ScorerRegistry {
    ScorerRegistry(
      builtIn: try InProcessScorers(folder: ScorerFolder.beside()), files: files, most: most)
  }

  private func process(
    _ registry: ScorerRegistry, _ digest: String, _ county: String
  ) throws -> ScorerProcess {
    try #require(try registry.plugin(digest, of: county) as? ScorerProcess)
  }

  @Test("two counties with the same plugin have it in processes of their own")
  func byCounty() throws {
    try withPlugins(["hygiene"]) { files, digests in
      let registry = try registry(files)
      let first = try process(registry, digests[0], "420325")
      #expect(try process(registry, digests[0], "420325") === first)
      #expect(try process(registry, digests[0], "420381") !== first)
    }
  }

  @Test("no more are kept than may be: the one that was not asked for the longest goes")
  func fewest() throws {
    try withPlugins(["hygiene", "conduct"]) { files, digests in
      let registry = try registry(files, most: 2)
      let first = try process(registry, digests[0], "a")
      let second = try process(registry, digests[1], "a")
      #expect(try process(registry, digests[0], "a") === first)
      _ = try process(registry, digests[0], "b")
      #expect(try process(registry, digests[0], "a") === first)
      #expect(try process(registry, digests[1], "a") !== second)
    }
  }

  @Test("a file that is not the one of its digest is not loaded")
  func damaged() throws {
    try withPlugins(["hygiene", "conduct"]) { files, digests in
      let registry = try registry(files)
      let path = files.path(digests[0])
      try FileManager.default.removeItem(atPath: path)
      let missing = #expect(throws: Problem.self) { try registry.plugin(digests[0], of: "a") }
      #expect(missing?.code == .scorerFileDamaged)
      try FileManager.default.copyItem(atPath: files.path(digests[1]), toPath: path)
      let other = #expect(throws: Problem.self) { try registry.plugin(digests[0], of: "a") }
      #expect(other?.code == .scorerFileDamaged)
    }
  }
}

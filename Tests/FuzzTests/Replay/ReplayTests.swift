import Foundation
import Testing

@Suite struct ReplayTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Corpus")

  @Test("No input of the corpus breaks what must hold", arguments: FuzzTarget.all)
  func replay(_ target: FuzzTarget) throws {
    let folder = Self.corpus.appending(path: target.name)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!names.isEmpty, "tools/fuzz --minimize fills \(folder.path)")
    for name in names.sorted() {
      let bytes = try Array(Data(contentsOf: folder.appending(path: name)))
      #expect(throws: Never.self, "\(target.name)/\(name)") { try target.run(bytes) }
    }
  }

  @Test("The corpus has a folder for each target, and no other")
  func folders() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
    #expect(Set(folders) == Set(FuzzTarget.all.map(\.name)))
  }
}

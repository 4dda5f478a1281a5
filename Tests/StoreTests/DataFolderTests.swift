import Glibc
import Rules
import Testing

@testable import Store

@Suite("A data folder belongs to one server and holds what it should")
struct DataFolderTests {
  @Test("a second server on the same folder is refused with the holder's process")
  func locked() async throws {
    let temporary = try TemporaryFolder()
    let folder = try DataFolder.open(temporary.path)
    let problem = #expect(throws: Problem.self) { try DataFolder.open(temporary.path) }
    #expect(problem?.code == .storeLocked)
    #expect(problem?.text.en.contains("pid \(getpid())") == true)
    await folder.close()
  }

  @Test("folders are the owner's alone and so are files")
  func modes() async throws {
    try await withCounty { store, folder in
      try await store.write { try note($0, 1) }
      #expect(mode(folder.path) == 0o700)
      #expect(mode(folder.path + "/counties") == 0o700)
      for suffix in ["", "-wal", "-shm"] {
        #expect(mode(folder.path + "/counties/demo.sqlite" + suffix) == 0o600)
      }
    }
  }

  @Test("a county is made once, listed, and found again after a restart")
  func counties() async throws {
    let temporary = try TemporaryFolder()
    let first = try DataFolder.open(temporary.path)
    let info = CountyInfo(code: "b", name: "乙县", createdAt: 5)
    _ = try await first.createCounty(info)
    _ = try await first.createCounty(CountyInfo(code: "a", name: "甲县", createdAt: 5))
    await expectProblem(.countyExists) { _ = try await first.createCounty(info) }
    await expectProblem(.unknownCounty) { _ = try await first.county("c") }
    for bad in ["", "../a", "a/b", "a b", "县", String(repeating: "a", count: 33)] {
      await expectProblem(.countyCodeInvalid) {
        _ = try await first.createCounty(CountyInfo(code: bad, name: "", createdAt: 5))
      }
    }
    #expect(try first.countyCodes() == ["a", "b"])
    await first.close()
    await expectProblem(.storeClosed) { _ = try await first.county("a") }
  }

  @Test("of two callers who make the same county one does, and a cut-off draft is in nobody's way")
  func creatingTwice() async throws {
    let temporary = try TemporaryFolder()
    let folder = try DataFolder.open(temporary.path)
    let draft = open(temporary.path + "/counties/a.sqlite.new", O_WRONLY | O_CREAT, 0o600)
    #expect(Glibc.write(draft, "half", 4) == 4)
    close(draft)
    #expect(try folder.countyCodes() == [])
    let info = CountyInfo(code: "a", name: "甲县", createdAt: 5)
    let made = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 { group.addTask { (try? await folder.createCounty(info)) != nil } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(made == 1)
    #expect(try folder.countyCodes() == ["a"])
    #expect(try await folder.county("a").read { try $0.info() } == info)
    await folder.close()
  }

  @Test("a county and its first write are there together, or neither is")
  func firstWrite() async throws {
    let temporary = try TemporaryFolder()
    let folder = try DataFolder.open(temporary.path)
    let info = CountyInfo(code: "a", name: "甲县", createdAt: 5)
    await #expect(throws: CancellationError.self) {
      _ = try await folder.createCounty(info) {
        try note($0, 1)
        throw CancellationError()
      }
    }
    #expect(try folder.countyCodes() == [])
    let store = try await folder.createCounty(info) { try note($0, 2) }
    #expect(try await store.read { try noted($0) } == [2])
    await folder.close()
  }

  @Test("an answered write is there after the server was closed and opened again")
  func reopening() async throws {
    let temporary = try TemporaryFolder()
    do {
      let folder = try DataFolder.open(temporary.path)
      let store = try await folder.createCounty(CountyInfo(code: "a", name: "甲县", createdAt: 5))
      try await store.write { try note($0, 7) }
      await folder.close()
    }
    let folder = try DataFolder.open(temporary.path)
    let store = try await folder.county("a")
    #expect(try await store.read { try noted($0) } == [7])
    #expect(try await store.read { try $0.info().name } == "甲县")
    await folder.close()
  }

  private func mode(_ path: String) -> UInt32 {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }
}

/// Expects the body to throw a problem of that code.
func expectProblem(
  _ code: Problem.Code, _ body: () async throws -> Void,
  sourceLocation: SourceLocation = #_sourceLocation
) async {
  do {
    try await body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch {
    #expect((error as? Problem)?.code == code, "\(error)", sourceLocation: sourceLocation)
  }
}

import Glibc
import Records
import Rules
import Testing

@testable import Store

@Suite("A server killed at any moment leaves whole transactions", .serialized)
struct CrashTests {
  @Test("what was answered is there, what was not is there whole or not at all")
  func killing() async throws {
    let temporary = try TemporaryFolder()
    var answered: Int64 = 0
    for round in 0..<8 {
      answered += try runAndKill(temporary.path, afterCommits: 1 + round % 3, spin: round * 40_000)
      let folder = try DataFolder.open(temporary.path)
      let store = try await folder.county("a")
      let (verdict, methods) = try await store.read { snapshot in
        let words = try snapshot.records().punches.words
        return (try snapshot.verifyAudit(), words.map(PunchColumns.method))
      }
      await folder.close()
      guard case .intact(let count, _) = verdict else {
        Issue.record("the audit chain is broken")
        return
      }
      #expect(count >= answered)
      #expect(methods == Array(repeating: Int(count % 4), count: 50 * 30))
      answered = count
    }
  }

  /// Starts the writer, waits for that many answers and a little longer, kills it, and returns how
  /// many answers it gave in all.
  private func runAndKill(_ folder: String, afterCommits wanted: Int, spin: Int) throws -> Int64 {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw fileProblem("pipe", errno) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    let program = try buildFolder() + "/StoreCrashWriter"
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(folder), nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    let code = posix_spawn(&child, program, &actions, nil, &arguments, environ)
    close(ends[1])
    guard code == 0 else { throw fileProblem(program, code) }
    var count = 0
    var byte: UInt8 = 0
    while count < wanted, read(ends[0], &byte, 1) == 1 { count += 1 }
    // A different point of the next transaction each round.
    for _ in 0..<spin { getppid() }
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    while read(ends[0], &byte, 1) == 1 { count += 1 }
    try #require(count >= wanted, "the writer ended by itself")
    return Int64(count)
  }

  /// Where the package's products lie: beside this test.
  private func buildFolder() throws -> String {
    var path = [UInt8](repeating: 0, count: 4_096)
    let count = path.withUnsafeMutableBytes { bytes in
      bytes.assumingMemoryBound(to: CChar.self).baseAddress.map {
        readlink("/proc/self/exe", $0, 4_096)
      } ?? 0
    }
    let text = String(decoding: path.prefix(max(0, count)), as: UTF8.self)
    let end = try #require(text.lastIndex(of: "/"))
    return String(text[..<end])
  }
}

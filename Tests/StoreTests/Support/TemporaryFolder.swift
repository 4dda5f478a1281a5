import Glibc

@testable import Store

/// A folder that is gone with this object.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/windowstaff-store-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw fileProblem("/tmp", errno) }
    path = String(cString: made)
  }

  deinit { remove(path) }

  private func remove(_ path: String) {
    if let entries = opendir(path) {
      while let entry = readdir(entries) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { remove(path + "/" + name) }
      }
      closedir(entries)
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

/// Runs the body with a fresh county, then closes it: closing fails the test when a statement is
/// busy.
func withCounty<T>(_ body: (CountyStore, DataFolder) async throws -> T) async throws -> T {
  let temporary = try TemporaryFolder()
  let folder = try DataFolder.open(temporary.path + "/data")
  let store = try await folder.createCounty(
    CountyInfo(code: "demo", name: "示范县", createdAt: 1_760_000_000))
  do {
    let result = try await body(store, folder)
    await folder.close()
    return result
  } catch {
    await folder.close()
    throw error
  }
}

/// Holds a worker thread until it is opened.
struct Gate: Sendable {
  private let passes = JobQueue<Void>(capacity: 1_000)
  private let entered = AsyncStream<Void>.makeStream()

  func open() { _ = passes.add(()) }

  /// Called on the worker's thread.
  func hold() {
    entered.continuation.yield()
    _ = passes.take(atMost: 1)
  }

  /// Returns once the worker is held.
  func held() async { for await _ in entered.stream { return } }
}

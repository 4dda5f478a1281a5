import Glibc
import Records
import Rules
import ScorerWire

/// Memory of fact columns: of a month, or of a child that scores a block of it. It comes zeroed and
/// untouched from the system, so a fact that nobody has costs nothing.
///
/// Shared memory is a sealed file without a name: it can neither grow nor shrink, and whoever maps
/// it after this process can only read it.
final class FactMemory: @unchecked Sendable {
  let base: UnsafeMutablePointer<Int64>
  let byteCount: Int
  /// The file, or -1 where the memory is this process's alone.
  let file: Int32

  /// - Throws: `out_of_memory`, for so many members.
  init(cells: Int, isShared: Bool, _ members: Int) throws(Problem) {
    byteCount = max(1, cells) * MemoryLayout<Int64>.stride
    let made = isShared ? Self.shared(byteCount) : Self.private(byteCount)
    guard let made else { throw .outOfMemory(members: members) }
    (base, file) = made
  }

  deinit {
    if file >= 0 {
      munmap(base, byteCount)
      close(file)
    } else {
      free(base)
    }
  }

  private static func `private`(_ byteCount: Int) -> (UnsafeMutablePointer<Int64>, Int32)? {
    guard let memory = calloc(byteCount / 8, 8) else { return nil }
    adviseLargePages(memory, byteCount: byteCount)
    return (memory.bindMemory(to: Int64.self, capacity: byteCount / 8), -1)
  }

  private static func shared(_ byteCount: Int) -> (UnsafeMutablePointer<Int64>, Int32)? {
    var memory: UnsafeMutableRawPointer?
    let file = scorer_sealed_memory("facts", Int64(byteCount), 1, &memory)
    guard file >= 0, let memory else { return nil }
    adviseLargePages(memory, byteCount: byteCount)
    return (memory.bindMemory(to: Int64.self, capacity: byteCount / 8), file)
  }
}

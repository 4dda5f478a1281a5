import Glibc
import Records
import Rules
import ScorerWire
import Synchronization

/// The memory of a month's fact columns. It comes zeroed and untouched from the system, so a fact
/// that nobody has costs nothing.
///
/// Shared memory is a sealed file without a name: it can neither grow nor shrink, and whoever maps it
/// after this process can only read it.
public final class FactMemory: @unchecked Sendable {
  let base: UnsafeMutablePointer<Int64>
  let byteCount: Int
  /// Never that of another, even where one lies in the place of an earlier one.
  let id: UInt64
  /// The file, or -1 where the memory is this process's alone.
  let file: Int32

  /// - Throws: `out_of_memory`, for so many members.
  init(cells: Int, isShared: Bool, _ members: Int) throws(Problem) {
    byteCount = max(1, cells) * MemoryLayout<Int64>.stride
    let made = isShared ? Self.shared(byteCount) : Self.private(byteCount)
    guard let made else { throw .outOfMemory(members: members) }
    (base, file) = made
    id = Self.made.add(1, ordering: .relaxed).newValue
  }

  private static let made = Atomic<UInt64>(0)

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

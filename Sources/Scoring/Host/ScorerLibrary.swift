import Glibc
import Rules
import ScorerABI

/// A scorer's shared library, loaded and found to be sound. It is never unloaded.
struct ScorerLibrary: @unchecked Sendable {
  let descriptor: ScorerDescriptor
  let abi: windowstaff_scorer_descriptor

  /// Loads a file; refuses what the ABI's header says the host refuses.
  init(path: String) throws(Problem) {
    let file = fileName(path)
    guard !LibraryFile.isTruncated(path) else {
      throw .scorerNotLoadable(file, "the file is truncated")
    }
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw .scorerNotLoadable(file, dlerror().map { String(cString: $0) } ?? "?")
    }
    guard let symbol = dlsym(handle, "windowstaff_scorer"),
      let found = unsafeBitCast(symbol, to: Entry.self)()
    else { throw .scorerWithoutEntry(file) }
    try Self.checkVersion(of: found, file)
    abi = found.pointee
    descriptor = try ScorerDescriptor(ScorerDescription(abi), file: file)
    guard let selfTest = abi.self_test else { throw .scorerWithoutEntry(file) }
    let example = selfTest()
    guard example == WINDOWSTAFF_SCORER_OK else { throw .scorerSelfTest(file, example) }
  }

  private typealias Entry =
    @convention(c) () -> UnsafePointer<windowstaff_scorer_descriptor>?

  /// The version and the size stand first in every version, so that they can be read before all
  /// else.
  static func checkVersion(
    of found: UnsafePointer<windowstaff_scorer_descriptor>, _ file: String
  ) throws(Problem) {
    let head = UnsafeRawPointer(found).assumingMemoryBound(to: UInt32.self)
    try checkVersion([head[0], head[1], head[2]], file)
  }

  /// The version, the size and a parameter's size.
  static func checkVersion(_ head: [UInt32], _ file: String) throws(Problem) {
    let host = UInt32(WINDOWSTAFF_SCORER_ABI_VERSION)
    guard head[0] >> 16 == host >> 16 else { throw .scorerVersion(file, head[0], host) }
    let least = MemoryLayout<windowstaff_scorer_descriptor>.size
    guard head[1] >= least else { throw .scorerSize(file, "size", head[1], least) }
    let parameter = MemoryLayout<windowstaff_scorer_parameter>.stride
    guard head[2] >= parameter, head[2] % 8 == 0 else {
      throw .scorerSize(file, "parameter_size", head[2], parameter)
    }
  }
}

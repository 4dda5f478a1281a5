import Glibc
public import Rules

/// Where scorers' files lie.
public enum ScorerFolder {
  /// The folder of the running program: scorers lie beside it.
  /// - Throws: `scorer_folder`.
  public static func beside() throws(Problem) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { throw .scorerFolder("/proc/self/exe", reason()) }
    let path = String(decoding: buffer[0..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
  }

  /// The paths of `libscorer-*.so`, by name.
  /// - Throws: `scorer_folder` where the folder cannot be read, or has none.
  public static func files(in folder: String) throws(Problem) -> [String] {
    guard let directory = opendir(folder) else { throw .scorerFolder(folder, reason()) }
    defer { closedir(directory) }
    var files: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix("libscorer-"), name.hasSuffix(".so") { files.append("\(folder)/\(name)") }
    }
    guard !files.isEmpty else { throw .noScorers(folder) }
    return files.sorted()
  }

  /// Throws `scorer_twice` where two of the scorers, in the order of dimensions, are of one.
  static func checkOneEach(_ scorers: [ScorerDescriptor]) throws(Problem) {
    for (one, other) in zip(scorers, scorers.dropFirst()) where one.dimension == other.dimension {
      throw .scorerTwice(one.dimension, [one.file, other.file].sorted())
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}

/// The last part of a path.
func fileName(_ path: String) -> String {
  String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
}

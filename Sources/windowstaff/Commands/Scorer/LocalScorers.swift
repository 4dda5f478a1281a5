import Glibc
import Rules
import Scoring

/// Scorers of the command line's files.
enum LocalScorers {
  /// The scorers of a folder; nil: those beside this program.
  static func folder(_ folder: String?) throws(Problem) -> any ScorerHost {
    if let folder { return try InProcessScorers(folder: folder) }
    return try InProcessScorers(folder: InProcessScorers.defaultFolder())
  }

  /// The scorer of one file.
  static func plugin(_ path: String) throws(Problem) -> any ScorerHost {
    var template = Array("/tmp/windowstaff-scorer-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .unwritable("/tmp", errno) }
    let folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    let link = "\(folder)/libscorer-plugin.so"
    defer {
      unlink(link)
      rmdir(folder)
    }
    guard let real = realpath(path, nil) else { throw .unreadable(path, errno) }
    defer { free(real) }
    guard symlink(real, link) == 0 else { throw .unwritable(link, errno) }
    return try InProcessScorers(folder: folder)
  }
}

extension LocalScorers {
  /// The scorer of one file, after every stage of its verification.
  static func verified(
    _ path: String, passed: (Bilingual) -> Void
  ) throws(Problem) -> any ScorerHost {
    let host = try plugin(path)
    passed(Bilingual(zh: "接口、描述符、自检", en: "ABI, descriptor, self-test"))
    return host
  }
}

import Glibc
import Rules

/// What a technician begins with: a scorer that builds, its header, and examples that test it. All
/// of it comes out of this program, so that no other file is needed.
enum ScorerKit {
  enum Language: String, CaseIterable {
    case swift, c

    /// The file by which `build` knows it.
    var source: String {
      switch self {
      case .swift: "Scorer.swift"
      case .c: "Scorer.c"
      }
    }
  }

  /// The files of a new scorer, by path within its folder.
  static func files(_ name: String, _ language: Language) -> [(path: String, text: String)] {
    let common = [
      ("include/windowstaff_scorer.h", PackageResources.windowstaff_scorer_h_txt),
      ("exports.map", PackageResources.exports_map_txt),
      ("examples.csv", PackageResources.examples_csv_txt),
    ]
    let own =
      switch language {
      case .swift:
        [
          ("Scorer.swift", PackageResources.Scorer_swift_txt),
          ("Support.swift", PackageResources.Support_swift_txt),
          ("include/module.modulemap", PackageResources.module_modulemap_txt),
        ]
      case .c: [("Scorer.c", PackageResources.Scorer_c_txt)]
      }
    return (own + common).map { path, bytes in
      (path, named(name, String(decoding: bytes, as: UTF8.self)))
    }
  }

  /// Writes a new scorer into a folder that must not be there yet.
  /// - Throws: `scorer_name_invalid`, `file_exists`, `unwritable_file`.
  static func write(_ name: String, _ language: Language, to folder: String) throws(Problem) {
    guard Dimension.isID(name) else {
      throw Problem(
        .scorerNameInvalid, .invalid, zh: "“\(name)”不能作评分插件的名称",
        en: "'\(name)' cannot be a scorer's name",
        remedy: Bilingual(
          zh: "用小写字母、数字和 _，以字母开头，最多 32 个",
          en: "use lowercase letters, digits and _, a letter first, at most 32"))
    }
    for path in [folder, folder + "/include"] where mkdir(path, 0o755) != 0 {
      guard errno == EEXIST else { throw .unwritable(path, errno) }
      throw Problem(
        .fileExists, .conflict, zh: "\(path) 已存在", en: "\(path) is there already",
        remedy: Bilingual(zh: "换个目录", en: "choose another folder with --folder"))
    }
    for file in files(name, language) { try NewFile.write(file.text, to: "\(folder)/\(file.path)") }
  }

  /// The template's own name, where it stands as an id or before a parameter, gives way.
  private static func named(_ name: String, _ text: String) -> String {
    [
      ("\"template\"", "\"\(name)\""), ("`template`", "`\(name)`"), ("template_", "\(name)_"),
      ("\"模板\"", "\"\(name)\""),
    ].reduce(text) { replacing($1.0, by: $1.1, in: $0) }
  }

  private static func replacing(_ mark: String, by name: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let found = rest.firstRange(of: mark) {
      result += rest[..<found.lowerBound] + name
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}

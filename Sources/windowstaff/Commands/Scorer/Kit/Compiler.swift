import Glibc
import Rules

/// Runs a compiler over a scorer's folder.
struct Compiler {
  let program: String
  let arguments: [String]

  /// How a scorer is built in its folder: a library that needs libc alone, and whose one visible
  /// symbol is the entry.
  init(_ language: ScorerKit.Language, in folder: String, output: String, compiler: String?) {
    // A folder whose name begins with a dash is no option.
    let folder = folder.hasPrefix("/") ? folder : "./\(folder)"
    switch language {
    case .swift:
      program = compiler ?? "swiftc"
      arguments = [
        "-swift-version", "6", "-enable-experimental-feature", "Embedded", "-wmo",
        "-parse-as-library", "-O", "-I", "\(folder)/include", "-module-name", "CountyScorer",
        "-emit-library", "-o", "\(folder)/\(output)", "\(folder)/Scorer.swift",
        "\(folder)/Support.swift", "-Xlinker", "-Bsymbolic", "-Xlinker",
        "--version-script=\(folder)/exports.map",
      ]
    case .c:
      program = compiler ?? "cc"
      arguments = [
        "-std=c11", "-Wall", "-Wextra", "-shared", "-fPIC", "-O2", "-fvisibility=hidden",
        "-I", "\(folder)/include", "-Wl,-Bsymbolic",
        "-Wl,--version-script=\(folder)/exports.map", "-o", "\(folder)/\(output)",
        "\(folder)/Scorer.c",
      ]
    }
  }

  /// Its messages go to stderr as they come.
  /// - Throws: `scorer_build_failed`.
  func run() throws(Problem) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let started = posix_spawnp(&process, program, &actions, nil, &words, environ)
    guard started == 0 else {
      throw Problem(
        .scorerBuildFailed, .notFound, zh: "无法运行 \(program)：\(String(cString: strerror(started)))",
        en: "\(program) cannot be run: \(String(cString: strerror(started)))",
        remedy: Bilingual(
          zh: "安装编译器，或用 --compiler 给出其路径",
          en: "install the compiler, or give its path by --compiler"))
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else {
      throw Problem(
        .scorerBuildFailed, .invalid, zh: "\(program) 没有通过源代码",
        en: "\(program) refuses the source",
        remedy: Bilingual(zh: "按上面的信息修改", en: "mend what it says above"))
    }
  }
}

import ArgumentParser
import Glibc
import Rules

extension ScorerKit.Language: ExpressibleByArgument {}

struct ScorerNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begins a scorer: source, header, examples. 新建插件",
    discussion: """
      NAME is the dimension that it scores: one of clause 12.1, which it takes over, or a new one, \
      which counts once the policy gives it a weight (weight_NAME).
      """)

  @Argument(help: ArgumentHelp("Such as hygiene or punctuality.", valueName: "NAME"))
  var name: String
  @Option(help: ArgumentHelp("In Embedded Swift or in C.", valueName: "swift|c"))
  var language: ScorerKit.Language = .swift
  @Option(help: ArgumentHelp("Where (default: a folder NAME here).", valueName: "DIR"))
  var folder: String?
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() throws {
    let folder = folder ?? name
    try ScorerKit.write(name, language, to: folder)
    Console.out(
      output.say(
        "已新建 \(folder)：修改 \(language.source)，然后 windowstaff scorer build \(folder)\n",
        "made \(folder): change \(language.source), then windowstaff scorer build \(folder)\n"))
  }
}

struct ScorerBuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Builds a scorer's library in its folder. 构建",
    discussion: "Needs swiftc or cc. Writes libscorer-FOLDER.so there.")

  @Argument(help: ArgumentHelp("As new made it.", valueName: "DIR"))
  var folder: String
  @Option(help: ArgumentHelp("Instead of swiftc or cc.", valueName: "PROGRAM"))
  var compiler: String?
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() throws {
    let language = ScorerKit.Language.allCases.first { access("\(folder)/\($0.source)", R_OK) == 0 }
    guard let language else {
      throw Problem(
        .scorerSourceMissing, .notFound, zh: "\(folder) 中没有 Scorer.swift 或 Scorer.c",
        en: "\(folder) holds no Scorer.swift and no Scorer.c",
        remedy: Bilingual(
          zh: "先 windowstaff scorer new", en: "begin with windowstaff scorer new"))
    }
    let name = folder.split(separator: "/").last.map(String.init) ?? "scorer"
    let library = "libscorer-\(name).so"
    try Compiler(language, in: folder, output: library, compiler: compiler).run()
    Console.out("\(folder)/\(library)\n")
  }
}

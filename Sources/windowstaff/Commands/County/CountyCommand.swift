import ArgumentParser

struct CountyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "county", abstract: "The counties of the server. 县（市、区）",
    subcommands: [CountyCreate.self, CountyList.self])
}

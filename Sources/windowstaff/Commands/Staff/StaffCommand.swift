import ArgumentParser

struct StaffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff", abstract: "The county's window clerks. 窗口人员",
    subcommands: [StaffGet.self, StaffList.self])
}

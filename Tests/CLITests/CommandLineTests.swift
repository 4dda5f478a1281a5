import Foundation
import Testing
import TestSupport

@Suite struct CommandLineTests {
  @Test("The help lists every exit code and says where options may stand")
  func help() async throws {
    let outcome = try await Tool.run("--help")
    #expect(outcome.status == 0)
    try expectGolden(outcome.out, "help")
    #expect(outcome.note.isEmpty)
  }

  @Test("Options of the output mean the same before, inside and after the command")
  func globalOptions() async throws {
    let expected = try await Tool.run("policy", "show", "--lang", "en").out
    #expect(try await Tool.run("--lang", "en", "policy", "show").out == expected)
    #expect(try await Tool.run("policy", "--lang=en", "show").out == expected)
    #expect(try await Tool.run("policy", "show").out != expected)
  }

  @Test("The parameters of the appraisal are shown in Chinese, in English and as JSON")
  func policy() async throws {
    try expectGolden(try await Tool.run("policy", "show").out, "policy-zh")
    try expectGolden(try await Tool.run("policy", "show", "--lang", "en").out, "policy-en")
    try expectGolden(try await Tool.run("policy", "show", "--json").out, "policy-json")
  }

  @Test("A wrong command line ends with 64 and leaves stdout empty")
  func usage() async throws {
    for arguments in [["nonsense"], ["policy", "show", "--lang", "fr"], ["county", "create"]] {
      let outcome = try await Tool.run(arguments)
      #expect(outcome.status == 64)
      #expect(outcome.out.isEmpty)
      #expect(outcome.note.hasPrefix("错误 [usage] ") || outcome.note.hasPrefix("error [usage] "))
    }
  }

  @Test("An address that is none is refused with its remedy before anything is sent")
  func address() async throws {
    let outcome = try await Tool.run("county", "list", "--address", "nowhere")
    #expect(outcome.status == 65)
    #expect(outcome.note.hasPrefix("错误 [invalid_address] --address: "))
    let fromEnvironment = try await Tool.run(
      "county", "list", environment: ["WINDOWSTAFF_ADDRESS": "nowhere"])
    #expect(fromEnvironment.note == outcome.note)
  }

  @Test("A server that is not there ends with 69 and names the address")
  func noServer() async throws {
    let outcome = try await Tool.run("status", "--address", "unix:/nowhere/windowstaff.sock")
    #expect(outcome.status == 69)
    #expect(outcome.note.contains("/nowhere/windowstaff.sock"))
    #expect(outcome.out.isEmpty)
  }

  @Test("A reader that has seen enough ends the tool without a word")
  func brokenPipe() throws {
    let tool = Tool.folder.appending(path: "windowstaff").path
    let note = Pipe()
    let process = try ChildProcess(
      "/bin/sh", ["-c", "'\(tool)' policy show --json | true"], errors: .pipe(note))
    process.waitUntilExit()
    #expect(note.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }

  @Test("Nothing is coloured where nobody looks")
  func noColours() async throws {
    let outcome = try await Tool.run("county", "list", "--address", "nowhere")
    #expect(!outcome.note.contains("\u{1B}"))
  }
}

import ArgumentParser
import ProtobufRPC
import Records
import Rules
import WindowStaffProto

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Imports a folder of record files: all or nothing. 导入记录",
    discussion: """
      A record whose key is there already is updated; an equal one is left alone. Everything \
      that is wrong is listed by file, line and column, and then nothing is stored.
      """)

  @Argument(help: ArgumentHelp("The folder with staff.csv, punches.csv, …", valueName: "DIR"))
  var folder: String
  @Flag(help: "Check everything and show the differences, but store nothing.")
  var dryRun = false
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    let upload = try RecordUpload(folder: folder)
    let (dryRun, output) = (dryRun, output)
    let response = try await connection.withSession { session in
      let bar = ProgressBar()
      defer { bar.finishLine() }
      let begin = ImportBegin(dryRun: dryRun, requestId: RequestID.make())
      // All of it again, with the same id: it is applied once.
      return try await session.client.retrying(
        ImportServiceMethods.importRecords, first: ImportRecordsRequest(part: .begin(begin)),
        options: session.options
      ) { caller, options in
        let call = try await ImportServiceClient(caller).importRecords(options: options)
        return try await upload.send(over: call, begin) { done, total in
          bar.show(output.say("上传", "upload"), done: done, total: total, unit: .bytes)
          if done == total { bar.show(output.say("校验入库", "check, store"), done: 0, total: 0) }
        }
      }
    }
    if output.json { return try Console.out(json: response) }
    report(response)
  }

  private func report(_ response: ImportRecordsResponse) {
    for note in response.notes {
      Console.note(output.problemText.note(Rules.Problem(note, category: .invalid)))
    }
    var table = Table([
      .init(output.say("记录", "records")), .init(output.say("新增", "inserted"), .right),
      .init(output.say("更新", "updated"), .right), .init(output.say("未变", "unchanged"), .right),
    ])
    for kind in response.kinds {
      table.append([
        kind.kind, String(kind.inserted), String(kind.updated), String(kind.unchanged),
      ])
    }
    Console.out(table.text())
    for kind in response.kinds {
      for example in kind.examples {
        Console.out(
          "\(kind.kind) \(example.key): \(example.column) \(example.before) → \(example.after)\n")
      }
    }
    Console.out(
      response.dryRun
        ? output.say(
          "试运行：共 \(response.rowCount) 条，未写入。\n",
          "Dry run: \(response.rowCount) rows, nothing stored.\n")
        : output.say(
          "共 \(response.rowCount) 条，已全部写入。\n", "\(response.rowCount) rows, all stored.\n"))
  }
}

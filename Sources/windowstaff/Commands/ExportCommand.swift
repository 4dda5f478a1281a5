import ArgumentParser
import Glibc
import ProtobufRPC
import Rules
import WindowStaffProto

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the county's records as the files that import takes. 导出记录",
    discussion: """
      Each file appears whole or not at all. Importing the folder again changes nothing, and \
      score takes it without a server.
      """)

  @Argument(
    help: ArgumentHelp("The folder for the files; it is made if need be.", valueName: "DIR"))
  var folder: String
  @Option(
    name: .customLong("kind"), parsing: .singleValue,
    help: ArgumentHelp("Only this kind, e.g. punches; may stand more than once.", valueName: "kind")
  )
  var kinds: [String] = []
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() async throws {
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
      throw Rules.Problem.unreadable(folder, errno)
    }
    let (folder, kinds) = (folder, kinds)
    let written = try await connection.withSession { session in
      let request = ExportRecordsRequest(kinds: kinds)
      // From the beginning again: the files of two tries could be of two states of the county.
      return try await session.client.retrying(
        ImportServiceMethods.exportRecords, first: request, options: session.options
      ) { caller, options in
        var files = RecordFiles(folder: folder)
        let chunks = try await ImportServiceClient(caller)
          .exportRecords(request, options: options)
        for try await chunk in chunks {
          if let file = chunk.file { try files.append(file) }
        }
        return try files.finish()
      }
    }
    if output.json {
      return Console.out(
        JSONValue.object(written.map { ($0.name, .integer($0.bytes)) }).text() + "\n")
    }
    var table = Table([
      .init(output.say("文件", "file")), .init(output.say("字节", "bytes"), .right),
    ])
    for file in written { table.append([file.name, String(file.bytes)]) }
    Console.out(table.text())
  }
}

/// The files of an export as their chunks come in: one after the other.
private struct RecordFiles {
  let folder: String
  private var current: (name: String, bytes: [UInt8])?
  private var written: [(name: String, bytes: Int)] = []

  init(folder: String) { self.folder = folder }

  mutating func append(_ chunk: FileChunk) throws {
    if current?.name != chunk.fileName {
      try writeCurrent()
      current = (try Self.checked(chunk.fileName), [])
    }
    current?.bytes += chunk.data
  }

  mutating func finish() throws -> [(name: String, bytes: Int)] {
    try writeCurrent()
    return written
  }

  private mutating func writeCurrent() throws {
    guard let file = current else { return }
    try OutputFile.write(file.bytes, to: "\(folder)/\(file.name)")
    written.append((file.name, file.bytes.count))
    current = nil
  }

  /// A name from the server is a file's name, and nothing that leads elsewhere.
  private static func checked(_ name: String) throws -> String {
    guard !name.contains("/"), name.hasSuffix(".csv") else {
      throw Rules.Problem(
        .unwritableFile, .fault, zh: "服务器给出的文件名 \(name) 不可用",
        en: "the server names a file \(name), which is not taken")
    }
    return name
  }
}

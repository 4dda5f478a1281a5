import ArgumentParser
import Glibc
import Rules
import Signing

struct ScorerKeygen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keygen", abstract: "Makes a key to sign scorers with. 生成密钥",
    discussion: """
      Writes NAME.key (keep it secret) and NAME.pub, which an administrator of the county \
      registers with `scorer trust add`.
      """)

  @Argument(help: ArgumentHelp("The files' name without an ending.", valueName: "NAME"))
  var name: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() throws {
    var generator = SystemRandomNumberGenerator()
    let key = try SigningKey(seed: (0..<SigningKey.byteCount).map { _ in generator.next() })
    let publicKey = try key.publicKey
    try NewFile.write(key.text, to: name + ".key", mode: 0o600)
    try NewFile.write(publicKey.text, to: name + ".pub", mode: 0o644)
    if output.json {
      return Console.out(JSONValue.object([("key_id", .string(publicKey.id))]).text() + "\n")
    }
    Console.out(output.say("密钥 \(publicKey.id)：", "key \(publicKey.id): "))
    Console.out("\(name).key, \(name).pub\n")
  }
}

struct ScorerSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Vouches for a scorer's library. 签名",
    discussion: "Writes LIBRARY.sig. Whatever changes in the library makes the signature void.")

  @Argument(help: ArgumentHelp("libscorer-….so", valueName: "LIBRARY"))
  var library: String
  @Option(help: ArgumentHelp("The key's file, as keygen wrote it.", valueName: "FILE"))
  var key: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() throws {
    let signingKey = try SigningKey(text: InputFile.text(key))
    let digest = ScorerSignature.digest(of: try InputFile.read(library))
    let signature = try signingKey.sign(digest: digest)
    try OutputFile.write(Array(signature.text.utf8), to: library + ".sig")
    if output.json {
      return Console.out(
        JSONValue.object([
          ("digest", .string(digest)), ("key_id", .string(signature.keyID)),
        ]).text() + "\n")
    }
    Console.out(
      output.say("已签名：", "signed: ") + "\(library).sig\n" + output.say("摘要 ", "digest ")
        + digest + "\n")
  }
}

/// A file that must not be there yet.
enum NewFile {
  /// - Throws: `file_exists`, `unwritable_file`.
  static func write(_ text: String, to path: String, mode: mode_t = 0o644) throws(Problem) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      guard errno == EEXIST else { throw .unwritable(path, errno) }
      throw Problem(
        .fileExists, .conflict, zh: "\(path) 已存在", en: "\(path) is there already",
        remedy: Bilingual(zh: "换个名字，或先移走它", en: "choose another name, or move it away"))
    }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .unwritable(path, errno) }
      rest = rest.dropFirst(count)
    }
  }
}

internal import Glibc
internal import Rules
internal import Scoring
internal import Store

/// Which scorer it is, to the byte.
struct ScorerIdentity: Sendable, Hashable {
  let dimension: String
  let version: String
  /// SHA-256 of the shared library, in hexadecimal.
  let digest: String

  /// As a run keeps it.
  var stored: String { "\(dimension) \(version) \(digest)" }

  init?(stored: String) {
    let parts = stored.split(separator: " ")
    guard parts.count == 3 else { return nil }
    (dimension, version, digest) = (String(parts[0]), String(parts[1]), String(parts[2]))
  }

  init(_ scorer: ScorerDescriptor, digest: String) {
    dimension = scorer.dimension.rawValue
    version = scorer.version
    self.digest = digest
  }

  init(_ scorer: ScorerDescriptor, folder: String) throws {
    self.init(
      scorer,
      digest: SHA256.hex(SHA256.hash(try Self.content("\(folder)/\(scorer.file)"))))
  }

  private static func content(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rbe") else {
      throw Problem(
        .scorerNotLoadable, .fault, zh: "无法读取 \(path)", en: "cannot read \(path)")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    return bytes
  }
}

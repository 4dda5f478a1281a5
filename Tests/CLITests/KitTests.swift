import Foundation
import TestSupport
import Testing

/// What a technician begins with builds and passes its own check, in both languages.
@Suite struct KitTests {
  private func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = URL(filePath: "/tmp/ws-kit-\(UInt32.random(in: .min ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  /// `swiftc` is where the toolchain is, which need not be in the tests' short path.
  private static let swiftc = ["/opt/swift/usr/bin/swiftc", "/usr/bin/swiftc"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test("A new scorer builds, passes its check and its examples", arguments: ["c", "swift"])
  func template(_ language: String) async throws {
    if language == "swift" { try #require(Self.swiftc != nil) }
    try await withFolder { folder in
      let source = folder.appending(path: "attendance").path
      let made = try await Tool.run(
        "scorer", "new", "attendance", "--language", language, "--folder", source)
      #expect(made.status == 0, "\(made.note)")
      let compiler = language == "swift" ? ["--compiler", Self.swiftc ?? ""] : []
      let built = try await Tool.run(["scorer", "build", source] + compiler)
      #expect(built.status == 0, "\(built.note)")
      let library = built.out.trimmingCharacters(in: .whitespacesAndNewlines)
      let checked = try await Tool.run("scorer", "check", library, "--lang", "en")
      #expect(checked.status == 0, "\(checked.note)")
      #expect(checked.out.contains("examples 5"))
      #expect(checked.out.hasPrefix("✓ size\n✓ digest "))
    }
  }

  @Test("Hygiene by parts builds, gives its examples, and explains each part's mean by its records")
  func hygieneDesks() async throws {
    let swiftc = try #require(Self.swiftc)
    let example = Tool.goldenData.appending(path: "../../../plugins/examples/hygiene-desks")
      .standardizedFileURL
    try await withFolder { folder in
      let source = folder.appending(path: "hygiene")
      _ = try await Tool.run(
        "scorer", "new", "hygiene", "--language", "swift", "--folder", source.path)
      for name in ["Scorer.swift", "examples.csv"] {
        let file = source.appending(path: name)
        try FileManager.default.removeItem(at: file)
        try FileManager.default.copyItem(at: example.appending(path: name), to: file)
      }
      let built = try await Tool.run("scorer", "build", source.path, "--compiler", swiftc)
      try #require(built.status == 0, "\(built.note)")
      let records = Tool.goldenData.appending(path: "month-small").path
      let checked = try await Tool.run(
        "scorer", "check", "\(source.path)/libscorer-hygiene.so", "--records", records, "--month",
        "2025-10", "--lang", "en")
      #expect(checked.status == 0, "\(checked.note)")
      #expect(checked.out.contains("examples 6"))
      #expect(checked.out.contains("B03"))

      let scorers = source.path
      for name in try FileManager.default.contentsOfDirectory(atPath: Tool.folder.path)
      where name.hasPrefix("libscorer-") && name.hasSuffix(".so") && name != "libscorer-hygiene.so"
      {
        try FileManager.default.createSymbolicLink(
          atPath: "\(scorers)/\(name)", withDestinationPath: "\(Tool.folder.path)/\(name)")
      }
      let explained = try await Tool.run(
        "score", "--records", records, "--month", "2025-10", "--scorers", scorers, "--explain",
        "B03", "--lang", "en")
      // Desk 90 and 100, window 85 and 95, person 100 and 80, by 50, 30 and 20.
      for text in [
        "190.00 ÷ 2 = 95.00, weight 50", "180.00 ÷ 2 = 90.00, weight 30", "18500.00 ÷ 200 = 92.50",
        "desk 90", "person 80",
      ] {
        #expect(explained.out.contains(text), "\(text): \(explained.out)\(explained.note)")
      }
    }
  }

  @Test("A wrong example, a wrong source and a name that cannot be are refused by their codes")
  func refusals() async throws {
    try await withFolder { folder in
      let source = folder.appending(path: "attendance").path
      try await expect("scorer_name_invalid", "scorer", "new", "No-Name", "--folder", source)
      _ = try await Tool.run("scorer", "new", "attendance", "--language", "c", "--folder", source)
      try await expect(
        "file_exists", "scorer", "new", "attendance", "--language", "c", "--folder", source)
      _ = try await Tool.run("scorer", "build", source)
      let examples = URL(filePath: source).appending(path: "examples.csv")
      try Data("late,score\n3,95.00\n".utf8).write(to: examples)
      let library = "\(source)/libscorer-attendance.so"
      try await expect("scorer_example", "scorer", "check", library)
      try Data("int x = ;\n".utf8).write(to: URL(filePath: source).appending(path: "Scorer.c"))
      try await expect("scorer_build_failed", "scorer", "build", source)
      try await expect("scorer_source_missing", "scorer", "build", folder.path)
    }
  }

  @Test("A signature is void when the library changes, and a secret key is its owner's alone")
  func signing() async throws {
    try await withFolder { folder in
      let library = folder.appending(path: "libscorer-x.so")
      try Data("library".utf8).write(to: library)
      let key = folder.appending(path: "k").path
      _ = try await Tool.run("scorer", "keygen", key)
      let attributes = try FileManager.default.attributesOfItem(atPath: key + ".key")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      try await expect("file_exists", "scorer", "keygen", key)
      let signed = try await Tool.run("scorer", "sign", library.path, "--key", key + ".key")
      #expect(signed.status == 0)
      try await expect(
        "signing_key_malformed", "scorer", "sign", library.path, "--key", key + ".pub")
      try Data("Library".utf8).write(to: library)
      try await expect(
        "signature_malformed", "scorer", "check", library.path, "--trust", key + ".pub")
    }
  }

  @Test("What is too large for a scorer is refused before it is read")
  func tooLarge() async throws {
    try await withFolder { folder in
      // Far more than this test may take memory for; it has no blocks.
      let library = folder.appending(path: "libscorer-x.so").path
      #expect(FileManager.default.createFile(atPath: library, contents: nil))
      #expect(truncate(library, 1 << 42) == 0)
      try await expect("scorer_size", "scorer", "check", library)
    }
  }

  private func expect(_ code: String, _ arguments: String...) async throws {
    let outcome = try await Tool.run(arguments)
    #expect(
      outcome.status != 0 && outcome.note.contains("[\(code)]"), "\(arguments): \(outcome.note)")
  }
}

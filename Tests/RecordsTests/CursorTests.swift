import Foundation
import Testing

@testable import Records

@Suite struct CursorTests {
  /// Every dress of a record, one after another.
  static let text =
    "\u{FEFF}a,b,c\r\n\r\n \t\n 1 ,\" 2 \",3\n\"x\"\"y\",\"line\r\nbreak\",\"\"\r\n\"p\" q,r\r,s\r\r\n"
    + "很,\"好,的\" ,\"\"\"\"\n,,\n\"\(String(repeating: "long ", count: 60))\",2,3\n\"never closed,1\n2"

  func records(of bytes: [UInt8], window: Int, from start: Int = 0) throws -> [[String]] {
    let folder = try Folder()
    try folder.write("cursor", bytes)
    let file = try #require(
      try RecordFile(path: folder.url.appending(path: "cursor.csv").path, name: "cursor.csv"))
    var cursor = RecordCursor(
      file, from: start, to: file.size, fieldsMax: 8, windowBytes: window)
    var records: [[String]] = []
    while cursor.next() {
      records.append(
        (0..<min(cursor.fieldCount, 8)).map { field in
          let text = cursor.text(of: field).map { String(decoding: $0, as: UTF8.self) }
          return "\(text ?? "?")|\(cursor.fields[field].fault)"
        } + ["@\(cursor.recordOffset)"])
    }
    return records
  }

  @Test(arguments: [1, 2, 3, 5, 7, 16, 31, 64, 200])
  func `a window of any size shows the same records`(window: Int) throws {
    let whole = try records(of: Array(Self.text.utf8), window: 1 << 16)
    #expect(whole.count == 8)
    #expect(try records(of: Array(Self.text.utf8), window: window) == whole)
  }

  @Test func `any bytes are read to the end, in windows of any size alike`() throws {
    var generator = Generator(state: 11)
    let alphabet = Array("a1,\"\"\n\r \t".utf8) + [0xB5, 0xFF, 0xE5, 0x30, 0x00]
    for _ in 0..<200 {
      let bytes = (0..<60).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      #expect(try records(of: bytes, window: 4) == records(of: bytes, window: 1 << 12))
    }
  }
}

import Rules

/// Reads punches in plain lines: four unquoted ASCII fields without blanks around them, each of a form
/// that needs no second look. It stops at the first line that is not so; the general reader takes
/// that one.
///
/// A code counts only where a table of codes has it byte for byte, so that nothing here checks what
/// the general reader has checked before.
struct PlainPunches {
  /// The column of each field, in the order of the file.
  private let roles: [Role]
  private var lastStaff = Word16()
  private var lastMember = 0
  private var devices = [(code: Word16, index: Int)](repeating: (Word16(), -1), count: 256)
  private var days = [(date: Word16, second: Int64)](repeating: (Word16(), -1), count: 256)
  private let methods: [Word16]

  private enum Role: UInt8 { case staff, at, device, method }

  /// Nil where the file has other columns.
  init?(header: Header) {
    guard header.isSound, header.fieldCount == 4 else { return nil }
    let all: [Role] = [.staff, .at, .device, .method]
    let fields = header.columns.map(\.field)
    guard fields.sorted() == [0, 1, 2, 3] else { return nil }
    roles = (0..<4).compactMap { field in fields.firstIndex(of: field).map { all[$0] } }
    guard case .choice(let names) = header.columns[3].schema.type else { return nil }
    methods = names.map(Word16.init)
  }

  /// Takes plain lines that begin before `limit`; returns how many bytes they have.
  mutating func take(
    _ bytes: UnsafeRawBufferPointer, limit: Int, _ references: References,
    _ punches: PunchPartitions
  ) -> Int {
    0
  }
}

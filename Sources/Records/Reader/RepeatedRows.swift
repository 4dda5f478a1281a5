import Rules

/// Finds the rows of a file whose key an earlier row has: equal ones, which count once, and others,
/// which are errors.
///
/// Keys are compared by their hashes. Only where some are equal is the file read again, for where
/// the rows stand and what they say.
struct RepeatedRows {
  /// The numbers of rows that equal an earlier one, rising.
  private(set) var equal: [Int] = []
  private(set) var findings = FindingList()

  init(
    keyHashes: [UInt64], in file: RecordFile, kind: RecordKind, header: Header,
    _ references: References
  ) {
    let pairs = Self.candidates(keyHashes)
    guard !pairs.isEmpty else { return }
    let offsets = Self.offsets(rowCount: keyHashes.count, in: file, kind, header, references)
    var compare = RowComparison(file: file, kind: kind, header: header, references: references)
    let order = header.keyColumns.map { header.columns[$0].field }.min() ?? 0
    // Of each hash that keys share by chance: the first rows of the keys after the first one.
    var firstsOfOthers: [Int: [Int]] = [:]
    for (row, first) in pairs {
      var isFirst = true
      for earlier in [first] + firstsOfOthers[first, default: []] {
        switch compare(offsets[earlier], offsets[row]) {
        case .otherKey: continue
        case .equal: equal.append(row)
        case .conflict:
          findings.add(
            Finding(
              offset: offsets[row], order: order,
              problem: .repeatedKey(kind, columns: kind.key), earlier: offsets[earlier]))
        }
        isFirst = false
        break
      }
      if isFirst { firstsOfOthers[first, default: []].append(row) }
    }
  }

  /// Rows whose hash an earlier row has, each with the first row of that hash.
  private static func candidates(_ hashes: [UInt64]) -> [(row: Int, first: Int)] {
    var size = 16
    while size < hashes.count * 2 { size *= 2 }
    // A slot holds a row's number, counted from 1.
    var slots = [UInt32](repeating: 0, count: size)
    var pairs: [(row: Int, first: Int)] = []
    for row in hashes.indices {
      var slot = Int(truncatingIfNeeded: hashes[row]) & (size - 1)
      while slots[slot] != 0 {
        let first = Int(slots[slot]) - 1
        if hashes[first] == hashes[row] {
          pairs.append((row, first))
          break
        }
        slot = (slot + 1) & (size - 1)
      }
      if slots[slot] == 0 { slots[slot] = UInt32(row + 1) }
    }
    return pairs
  }

  /// Where each row stands in the file. Rows in error have no number.
  private static func offsets(
    rowCount: Int, in file: RecordFile, _ kind: RecordKind, _ header: Header,
    _ references: References
  ) -> [Int] {
    var cursor = RecordCursor(
      file, from: header.rowsOffset, to: file.size, fieldsMax: header.fieldCount + 1)
    var parser = RowParser(kind: kind, header: header, references: references)
    var offsets: [Int] = []
    offsets.reserveCapacity(rowCount)
    while offsets.count < rowCount, cursor.next() {
      if parser.parse(&cursor) { offsets.append(cursor.recordOffset) }
    }
    // Of a file that somebody has changed meanwhile, which is an error already.
    while offsets.count < rowCount { offsets.append(file.size) }
    return offsets
  }
}

/// Reads two rows again and compares them.
struct RowComparison: ~Copyable {
  enum Result { case otherKey, equal, conflict }

  private var first: RecordCursor
  private var second: RecordCursor
  private var parser: RowParser

  init(file: RecordFile, kind: RecordKind, header: Header, references: References) {
    let fields = header.fieldCount + 1
    first = RecordCursor(file, from: 0, to: file.size, fieldsMax: fields)
    second = RecordCursor(file, from: 0, to: file.size, fieldsMax: fields)
    parser = RowParser(kind: kind, header: header, references: references)
  }

  mutating func callAsFunction(_ earlier: Int, _ later: Int) -> Result {
    let a = Self.snapshot(&first, &parser, earlier)
    let b = Self.snapshot(&second, &parser, later)
    guard let a, let b else { return .conflict }
    return a.key != b.key ? .otherKey : a == b ? .equal : .conflict
  }

  private static func snapshot(
    _ cursor: inout RecordCursor, _ parser: inout RowParser, _ offset: Int
  ) -> RowSnapshot? {
    cursor.seek(to: offset)
    guard cursor.next(), parser.parse(&cursor) else { return nil }
    return parser.snapshot()
  }
}

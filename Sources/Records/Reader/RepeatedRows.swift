import Rules

/// Finds the rows of a file whose key an earlier row has: equal ones, which count once, and others,
/// which are errors.
///
/// Keys are compared by their hashes; only rows with equal hashes are read again and compared.
struct RepeatedRows {
  /// The numbers of rows that equal an earlier one, rising.
  private(set) var equal: [Int] = []
  private(set) var findings = FindingList()

  init(
    of rows: TableBuilder, in file: RecordFile, kind: RecordKind, header: Header,
    _ references: References
  ) {
    let pairs = Self.candidates(rows.keyHashes)
    guard !pairs.isEmpty else { return }
    var compare = RowComparison(file: file, kind: kind, header: header, references: references)
    let order = header.keyColumns.map { header.columns[$0].field }.min() ?? 0
    // Of each hash that keys share by chance: the first rows of the keys after the first one.
    var firstsOfOthers: [Int: [Int]] = [:]
    for (row, first) in pairs {
      var isFirst = true
      for earlier in [first] + firstsOfOthers[first, default: []] {
        switch compare(rows.offsets[earlier], rows.offsets[row]) {
        case .otherKey: continue
        case .equal: equal.append(row)
        case .conflict:
          findings.add(
            Finding(
              offset: rows.offsets[row], order: order,
              problem: .repeatedKey(kind, columns: kind.key), earlier: rows.offsets[earlier]))
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
    var slots = [UInt64](repeating: 0, count: size)
    var pairs: [(row: Int, first: Int)] = []
    for row in hashes.indices {
      // A slot holds the high half of the hash and the row's number, counted from 1.
      let mark = hashes[row] & 0xFFFF_FFFF_0000_0000
      var slot = Int(truncatingIfNeeded: hashes[row]) & (size - 1)
      while slots[slot] != 0 {
        let first = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if slots[slot] & 0xFFFF_FFFF_0000_0000 == mark, hashes[first] == hashes[row] {
          pairs.append((row, first))
          break
        }
        slot = (slot + 1) & (size - 1)
      }
      if slots[slot] == 0 { slots[slot] = mark | UInt64(row + 1) }
    }
    return pairs
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

/// Collects the rows of one part of a file in columns.
///
/// Numbers are kept row by row first and laid out in columns some hundred rows at a time: appending
/// to a dozen arrays for each row would cost more than parsing it.
struct TableBuilder {
  private let kind: RecordKind
  private let slots: [Slot]
  /// Values of rows that are not laid out yet, `kind.columns.count` a row.
  private var pending: [Int64] = []
  private var integers32: [[Int32]] = []
  private var integers64: [[Int64]] = []
  private var texts: [TextColumn] = []
  /// The columns that `texts` are.
  private var textColumns: [Int] = []
  /// Of each row: the hash of its key.
  private(set) var keyHashes: [UInt64] = []

  private static let rowsAtOnce = 256

  /// Where a column's values go.
  private enum Slot {
    case dropped
    case int32(Int), int64(Int), text(Int)
  }

  /// Room for the expected rows is taken at once; it costs nothing until it is used.
  init(kind: RecordKind, columns: ColumnSelection, expected rows: Int) {
    self.kind = kind
    var slots: [Slot] = []
    for column in kind.columns {
      guard columns.includes(column) else {
        slots.append(.dropped)
        continue
      }
      switch column.type {
      case .text:
        slots.append(.text(texts.count))
        textColumns.append(slots.count - 1)
        texts.append(TextColumn())
      case .time:
        slots.append(.int64(integers64.count))
        integers64.append([])
        integers64[integers64.count - 1].reserveCapacity(rows)
      default:
        slots.append(.int32(integers32.count))
        integers32.append([])
        integers32[integers32.count - 1].reserveCapacity(rows)
      }
    }
    self.slots = slots
    keyHashes.reserveCapacity(rows)
    pending.reserveCapacity(Self.rowsAtOnce * slots.count)
  }

  mutating func append(_ row: borrowing RowParser) {
    keyHashes.append(row.keyHash)
    pending.append(contentsOf: UnsafeBufferPointer(start: row.values, count: slots.count))
    for slot in texts.indices { texts[slot].append(row.texts[textColumns[slot]]) }
    if pending.count == Self.rowsAtOnce * slots.count { layOut() }
  }

  /// Nothing follows in this part.
  mutating func finish() { layOut() }

  private mutating func layOut() {
    let width = slots.count
    let rows = 0..<pending.count / width
    pending.withUnsafeBufferPointer { values in
      for column in slots.indices {
        switch slots[column] {
        case .dropped, .text: break
        case .int32(let slot):
          integers32[slot].append(
            contentsOf: rows.lazy.map { row in
              let value = values[row * width + column]
              return value == RecordTable.none64
                ? RecordTable.none32 : Int32(truncatingIfNeeded: value)
            })
        case .int64(let slot):
          integers64[slot].append(contentsOf: rows.lazy.map { values[$0 * width + column] })
        }
      }
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Adds the rows of the next part.
  mutating func append(_ next: TableBuilder) {
    keyHashes += next.keyHashes
    for slot in integers32.indices { integers32[slot] += next.integers32[slot] }
    for slot in integers64.indices { integers64[slot] += next.integers64[slot] }
    for slot in texts.indices { texts[slot].append(next.texts[slot]) }
  }

  /// The table without the rows that repeat others; their numbers rise.
  func table(without repeats: [Int]) -> RecordTable {
    var table = RecordTable(emptyOf: kind, columns: .none)
    table.count = keyHashes.count - repeats.count
    for (column, slot) in zip(kind.columns, slots) {
      switch slot {
      case .dropped: break
      case .int32(let slot): table.integers32[column.name] = integers32[slot].without(repeats)
      case .int64(let slot): table.integers64[column.name] = integers64[slot].without(repeats)
      case .text(let slot): table.texts[column.name] = texts[slot].without(repeats)
      }
    }
    return table
  }
}

extension Array {
  /// The elements but those at some positions, which rise.
  fileprivate func without(_ positions: [Int]) -> [Element] {
    guard !positions.isEmpty else { return self }
    var rest: [Element] = []
    rest.reserveCapacity(count - positions.count)
    var start = 0
    for position in positions {
      rest += self[start..<position]
      start = position + 1
    }
    return rest + self[start...]
  }
}

extension TextColumn {
  fileprivate mutating func append(_ next: TextColumn) {
    let start = bytes.count
    bytes += next.bytes
    ends.reserveCapacity(ends.count + next.ends.count)
    for end in next.ends { ends.append(start + end) }
  }

  fileprivate func without(_ positions: [Int]) -> TextColumn {
    guard !positions.isEmpty else { return self }
    var rest = TextColumn()
    var skipped = positions[...]
    for index in 0..<count {
      if skipped.first == index {
        skipped.removeFirst()
      } else {
        withBytes(of: index) { rest.append($0) }
      }
    }
    return rest
  }
}

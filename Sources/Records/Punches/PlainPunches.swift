import Rules

/// Reads punches in plain lines: four unquoted ASCII fields without blanks around them, each of a
/// form that needs no second look. It stops at the first line that is not so; the general reader
/// takes that one.
///
/// A code counts only where a table has it byte for byte, so that nothing here checks again what
/// was checked when the code came into the table.
struct PlainPunches {
  /// The column of each field, in the order of the file.
  private let roles: (Role, Role, Role, Role)
  private let methods: [ShortText]
  private var staff = (code: ShortText(), member: 0)
  /// Devices by a few bits of their hash.
  private var devices = [(code: ShortText, index: Int)](
    repeating: (ShortText(), 0), count: 1 << Self.deviceBits)
  /// The first seconds of days, by the two digits of the day.
  private var days = [(date: ShortText, second: Int64)](repeating: (ShortText(), 0), count: 256)

  private typealias StaffTable = (numeric: NumericCodes.Lookup?, all: CodeLookup)
  private enum Role: UInt8 { case staff, at, device, method }
  private static let deviceBits = 8

  /// Nil where the file has other columns.
  init?(header: Header) {
    let fields = header.columns.map(\.field)
    guard header.isSound, header.fieldCount == 4, fields.sorted() == [0, 1, 2, 3],
      case .choice(let names) = RecordKind.punches.columns[3].type
    else { return nil }
    let columns: [Role] = [.staff, .at, .device, .method]
    let byField = zip(fields, columns).sorted { $0.0 < $1.0 }.map(\.1)
    roles = (byField[0], byField[1], byField[2], byField[3])
    methods = names.map { ShortText($0) }
  }

  /// Takes plain lines that begin before `limit`; returns how many bytes they have.
  mutating func take(
    _ bytes: UnsafeRawBufferPointer, limit: Int, _ references: References,
    _ punches: PunchPartitions
  ) -> Int {
    guard let start = bytes.baseAddress else { return 0 }
    let staffCodes = references[RecordKind.staff.name]
    let staffTable = (staffCodes.numeric?.lookup, staffCodes.table.lookup)
    var line = Line(at: start)
    var taken = 0
    while taken < limit {
      guard take(roles.0, &line, staffTable, punches), line.passComma(),
        take(roles.1, &line, staffTable, punches), line.passComma(),
        take(roles.2, &line, staffTable, punches), line.passComma(),
        take(roles.3, &line, staffTable, punches), line.passEnd()
      else { break }
      // The line feed after the window ends no line.
      guard line.at - start <= bytes.count else { break }
      punches.append(
        PunchWord.make(
          member: line.member, second: line.second, device: line.device, method: line.method),
        to: line.member >> PunchWord.blockShift)
      taken = line.at - start
    }
    return taken
  }

  /// The line that is being read.
  private struct Line {
    var at: UnsafeRawPointer
    var member = 0
    var second: Int64 = 0
    var device = 0
    var method = 0

    init(at: UnsafeRawPointer) { self.at = at }

    @inline(__always)
    mutating func passComma() -> Bool {
      defer { at += 1 }
      return at.load(as: UInt8.self) == UInt8(ascii: ",")
    }

    @inline(__always)
    mutating func passEnd() -> Bool {
      if at.load(as: UInt8.self) == UInt8(ascii: "\r") { at += 1 }
      defer { at += 1 }
      return at.load(as: UInt8.self) == lineFeed
    }
  }

  @inline(__always)
  private mutating func take(
    _ role: Role, _ line: inout Line, _ staffTable: StaffTable, _ punches: PunchPartitions
  ) -> Bool {
    switch role {
    case .staff: takeStaff(&line, staffTable)
    case .at: takeTime(&line)
    case .device: takeDevice(&line, punches)
    case .method: takeMethod(&line)
    }
  }

  @inline(__always)
  private mutating func takeStaff(_ line: inout Line, _ table: StaffTable) -> Bool {
    // Most often the member of the line before.
    let after = (line.at + staff.code.count).load(as: UInt8.self)
    if staff.code.count > 0, staff.code.isPrefix(at: line.at), after == comma || after <= 0x0D {
      line.at += staff.code.count
      line.member = staff.member
      return true
    }
    guard let code = ShortText(fieldAt: line.at) else { return false }
    let text = UnsafeRawBufferPointer(start: line.at, count: code.count)
    let found = table.numeric?.index(of: code.low, count: code.count) ?? table.all.index(of: text)
    guard let found else { return false }
    staff = (code, found)
    line.at += code.count
    line.member = found
    return true
  }

  @inline(__always)
  private mutating func takeTime(_ line: inout Line) -> Bool {
    let date = ShortText(at: line.at, count: 10)
    let digits = date.high
    let slot = Int(truncatingIfNeeded: (digits & 15) * 10 + (digits >> 8 & 15)) & 255
    if days[slot].date != date {
      guard let day = FixedForms.date(at: line.at) else {
        return false
      }
      let second = Int64(day) * LocalTime.secondsPerDay - PunchWord.epoch
      guard second >= 0, second <= PunchWord.secondsEnd - LocalTime.secondsPerDay else {
        return false
      }
      days[slot] = (date, second)
    }
    let separator = (line.at + 10).load(as: UInt8.self)
    guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "T"),
      let clock = FixedForms.clock(at: line.at + 11)
    else { return false }
    line.second = days[slot].second + Int64(clock)
    line.at += 19
    return true
  }

  @inline(__always)
  private mutating func takeDevice(_ line: inout Line, _ punches: PunchPartitions) -> Bool {
    guard let code = ShortText(fieldAt: line.at), code.count > 0 else { return false }
    let hash = (code.low ^ code.high) &* 0x9E37_79B9_7F4A_7C15
    let slot = Int(hash >> (64 - Self.deviceBits))
    if devices[slot].code != code {
      let text = UnsafeRawBufferPointer(start: line.at, count: code.count)
      guard let index = punches.devices.index(of: text) else { return false }
      devices[slot] = (code, index)
    }
    line.at += code.count
    line.device = devices[slot].index
    return true
  }

  @inline(__always)
  private func takeMethod(_ line: inout Line) -> Bool {
    for position in methods.indices where methods[position].isPrefix(at: line.at) {
      line.at += methods[position].count
      line.method = position
      return true
    }
    return false
  }
}

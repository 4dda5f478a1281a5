import Glibc

/// Walks over the records of a part of a file by RFC 4180, with the looser forms that are accepted.
///
/// The structure is read from raw bytes: quotes, commas, line ends and blanks. A line feed stands
/// after the last byte of the window, so that every scan ends without counting.
struct RecordCursor: ~Copyable {
  /// One field of the current record, without quotes and the blanks around it.
  struct Field {
    var start: UnsafeRawPointer
    var count: Int
    var fault = Fault.none
    /// It has been turned into UTF-8, or needed not to be.
    var isText = false

    enum Fault: UInt8 { case none, textAfterQuote, openQuote }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
  }

  let file: RecordFile
  /// Records that begin before this offset are the cursor's.
  let end: Int
  /// Where the current record begins in the file.
  private(set) var recordOffset: Int
  /// How many fields the current record has; only the first `fieldsMax` are kept.
  var fieldCount = 0
  let fieldsMax: Int
  /// The current record is longer than any may be; it is the last one that is read.
  private(set) var isTooLong = false

  let fields: UnsafeMutablePointer<Field>
  private(set) var window: UnsafeMutableRawPointer
  /// How many bytes the window has, and the next one to read.
  private(set) var filled = 0
  var position = 0
  private var capacity: Int
  /// The file offset of the window's first byte.
  private var windowOffset: Int
  /// Texts of the current record that had to be rewritten: unescaped they are no longer than the
  /// window, turned into UTF-8 at most one and a half times as long.
  private(set) var scratch: UnsafeMutableRawPointer
  var scratchUsed = 0
  private var encoding: TextEncoding?
  private var decoder: GB18030Decoder?

  init(
    _ file: RecordFile, from start: Int, to end: Int, fieldsMax: Int,
    windowBytes: Int = ReaderLimits.windowBytes
  ) {
    self.file = file
    self.end = end
    self.fieldsMax = fieldsMax
    windowOffset = start
    recordOffset = start
    capacity = windowBytes
    window = Self.allocate(capacity)
    scratch = Self.allocate(capacity * 3)
    fields = .allocate(capacity: fieldsMax)
    window.storeBytes(of: lineFeed, as: UInt8.self)
  }

  deinit {
    window.deallocate()
    scratch.deallocate()
    fields.deallocate()
  }

  private static func allocate(_ count: Int) -> UnsafeMutableRawPointer {
    .allocate(byteCount: count + ReaderLimits.slackBytes, alignment: 64)
  }

  /// The offset after the last record that was read.
  var offset: Int { windowOffset + position }

  /// Reads the next record that is not blank; false when there is none.
  mutating func next() -> Bool {
    while offset < end, !isTooLong {
      scratchUsed = 0
      recordOffset = offset
      switch scanRecord(isAtEnd: windowOffset + filled == file.size) {
      case .record: return true
      case .blank: continue
      case .cut:
        if refill() { continue }
        guard !file.hasFailed else { return false }
        isTooLong = true
        _ = scanRecord(isAtEnd: true)
        return true
      }
    }
    return false
  }

  /// Goes to a record elsewhere in the file; `next` reads it.
  mutating func seek(to offset: Int) {
    if (windowOffset..<windowOffset + filled).contains(offset) {
      position = offset - windowOffset
    } else {
      windowOffset = offset
      filled = 0
      position = 0
      window.storeBytes(of: lineFeed, as: UInt8.self)
    }
  }

  /// Lets a faster reader take plain records from the window. It gets the bytes, and how many of
  /// them belong to records that begin before `end`; it returns how many it took.
  mutating func takePlain(_ reader: (_ bytes: UnsafeRawBufferPointer, _ limit: Int) -> Int) {
    let limit = min(filled, end - windowOffset)
    guard position < limit else { return }
    let rest = UnsafeRawBufferPointer(start: window + position, count: filled - position)
    position += reader(rest, limit - position)
  }

  /// A field's text as UTF-8; nil when its bytes are neither UTF-8 nor GB18030.
  mutating func text(of index: Int) -> UnsafeRawBufferPointer? {
    let field = fields[index]
    if field.isText || endOfASCII(field.bytes) == field.count { return field.bytes }
    let encoding = encoding ?? file.encoding
    self.encoding = encoding
    if encoding == .gb18030 {
      if decoder == nil { decoder = GB18030Decoder() }
      let room = UnsafeMutableRawBufferPointer(
        start: scratch + scratchUsed, count: capacity * 3 - scratchUsed)
      guard let count = decoder?.decode(field.bytes, into: room) ?? nil else { return nil }
      fields[index] = Field(start: scratch + scratchUsed, count: count, isText: true)
      scratchUsed += count
    }
    fields[index].isText = true
    return fields[index].bytes
  }

  /// Moves the unread bytes to the front and reads more behind them; false when there is no more
  /// room or nothing more comes.
  private mutating func refill() -> Bool {
    let rest = filled - position
    if rest == capacity {
      guard capacity < ReaderLimits.recordBytesMax else { return false }
      let larger = Self.allocate(capacity * 2)
      larger.copyMemory(from: window, byteCount: filled)
      window.deallocate()
      scratch.deallocate()
      capacity *= 2
      window = larger
      scratch = Self.allocate(capacity * 3)
    } else {
      memmove(window, window + position, rest)
    }
    windowOffset += position
    position = 0
    let room = UnsafeMutableRawBufferPointer(start: window + rest, count: capacity - rest)
    let got = file.read(into: room, at: windowOffset + rest)
    filled = rest + got
    window.storeBytes(of: lineFeed, toByteOffset: filled, as: UInt8.self)
    return got > 0
  }
}

import Records
package import Rules

/// One member's punches of one local month, packed: the layout of `punch_months.punches`.
///
/// Sorted by time, then device. Each punch is the number `seconds since the previous one (the
/// first: since the month began) << 3 | same device as the previous << 2 | method`, and, where the
/// device is another one, the number of its row in `punch_devices`; numbers are little-endian base
/// 128 with the high bit set on all bytes but the last. A usual punch takes 3 bytes.
///
/// Why this layout: of 1.2 million punches (13,600 members, one month), in one durable transaction,
/// on a busy machine of 2 cores (`tools/bench store` repeats it):
///
///     layout                                 load       a punch     scan       single upserts
///     row a punch, (staff, at, device)       0.3 M/s    17.4 bytes  2.1 M/s    20,000/s
///     blob a member and day                  1.1 M/s    7.0 bytes   6.8 M/s    20,000/s
///     blob a member and month                12 M/s     3.3 bytes   212 M/s    30,000/s
///
/// A longer period would make a single upsert rewrite more and gain nothing for a month's scan.
package enum PunchBlob {
  /// The row of a member's month: months are together, so that a month is one range of the table.
  package static func rowID(month: YearMonth, staffID: Int64) -> Int64 {
    Int64(month.ordinal) << 32 | staffID
  }

  package static func monthStart(_ month: YearMonth) -> Int64 {
    LocalTime(day: month.firstDay, secondOfDay: 0).rawValue
  }

  /// Appends the words (as in `PunchColumns`, sorted, all of the month), with `deviceIDs` by the
  /// words' device index.
  package static func encode(
    _ words: some Sequence<UInt64>, from start: Int64, deviceIDs: [Int64], into blob: inout [UInt8]
  ) {
    var previous = start
    var device: Int64 = 0
    for word in words {
      let time = PunchColumns.time(of: word).rawValue
      let id = deviceIDs[PunchColumns.device(of: word)]
      let delta = UInt64(time - previous) << 3
      append(delta | (id == device ? 4 : 0) | word & 3, to: &blob)
      if id != device { append(UInt64(id), to: &blob) }
      previous = time
      device = id
    }
  }

  @inline(__always)
  private static func append(_ number: UInt64, to blob: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      blob.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    blob.append(UInt8(rest))
  }

  /// Writes `count` words at `words`, with devices by `deviceIndexes` (by row number of
  /// `punch_devices`), sorted. False when the bytes are not such a blob.
  package static func decode(
    _ blob: UnsafeRawBufferPointer, count: Int, from start: Int64,
    deviceIndexes: UnsafeBufferPointer<UInt64>, into words: UnsafeMutablePointer<UInt64>
  ) -> Bool {
    var position = 0
    var time = UInt64(bitPattern: start)
    var device: UInt64 = 0
    var last: UInt64 = 0
    var isSorted = true
    for index in 0..<count {
      guard let head = number(blob, &position) else { return false }
      if head & 4 == 0 {
        guard let id = number(blob, &position), id < UInt64(deviceIndexes.count) else {
          return false
        }
        device = deviceIndexes[Int(id)] << 2
      }
      time &+= head >> 3
      let word = time << 24 | device | head & 3
      // Devices of one second are in the order of their rows, which need not be that of their
      // codes.
      if word < last { isSorted = false }
      words[index] = word
      last = word
    }
    if !isSorted {
      var unsorted = UnsafeMutableBufferPointer(start: words, count: count)
      unsorted.sort()
    }
    return position == blob.count
  }

  @inline(__always)
  private static func number(_ blob: UnsafeRawBufferPointer, _ position: inout Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < blob.count && shift < 63 {
      let byte = blob[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}

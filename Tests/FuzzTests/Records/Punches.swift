import Rules

@testable import Store

extension FuzzTarget {
  /// A stored month of punches. The first byte is how many it is said to hold.
  static let punches = FuzzTarget(name: "punches") { bytes in
    var input = FuzzBytes(bytes)
    let count = Int(input.byte())
    let blob = input.rest()
    let start = PunchBlob.monthStart(YearMonth(year: 2025, month: 7))
    var words = [UInt64](repeating: 0, count: count)
    // Devices by row number: row 0 is never used, and each other row is its own.
    let devices = (0..<8).map(UInt64.init)
    let isRead = words.withUnsafeMutableBufferPointer { words in
      devices.withUnsafeBufferPointer { devices in
        guard let base = words.baseAddress else { return blob.isEmpty }
        return PunchBlob.decode(
          blob, count: count, from: start, deviceIndexes: devices, into: base)
      }
    }
    guard isRead else { return }
    try hold(zip(words, words.dropFirst()).allSatisfy { $0 <= $1 }, "punches are sorted")
    // Numbers that run over are another time than they say, and need not come back.
    let month = UInt64(start)..<UInt64(start) + 31 * 86_400
    guard words.allSatisfy({ month.contains($0 >> 24) }) else { return }
    var written: [UInt8] = []
    PunchBlob.encode(words, from: start, deviceIDs: (0..<8).map(Int64.init), into: &written)
    var again = [UInt64](repeating: 0, count: count)
    let isReadAgain = again.withUnsafeMutableBufferPointer { again in
      devices.withUnsafeBufferPointer { devices in
        written.withUnsafeBytes { written in
          guard let base = again.baseAddress else { return written.isEmpty }
          return PunchBlob.decode(
            written, count: count, from: start, deviceIndexes: devices, into: base)
        }
      }
    }
    try hold(isReadAgain && again == words, "punches are written as they were read")
  }
}

/// Splits the rows of a file over threads.
///
/// Each part begins after a line feed near an even share. That line feed may stand inside quotes,
/// so the guess is proved afterwards: a part that reads from a record's beginning ends at one, and
/// where it does not end at the beginning of the next, the file is read again in one part.
struct FileParts {
  let starts: [Int]
  let end: Int

  /// At most `threads` parts, none much smaller than `ReaderLimits.partBytesMin`.
  init(of file: RecordFile, from start: Int, threads: Int) {
    let size = file.size - start
    let count = max(1, min(threads, size / ReaderLimits.partBytesMin))
    var starts = [start]
    for part in 1..<max(count, 1) {
      let begin = Self.lineBegin(in: file, after: start + size / count * part)
      if begin > starts[starts.count - 1], begin < file.size { starts.append(begin) }
    }
    self.starts = starts
    end = file.size
  }

  func range(_ part: Int) -> Range<Int> {
    starts[part]..<(part + 1 < starts.count ? starts[part + 1] : end)
  }

  /// The parts ended where the next ones begin.
  func areProved(by ends: [Int]) -> Bool {
    zip(ends, starts.dropFirst()).allSatisfy { $0 == $1 }
  }

  private static func lineBegin(in file: RecordFile, after offset: Int) -> Int {
    var begin = offset
    file.forEachBlock(of: offset..<file.size) { block in
      if let found = block.firstIndex(of: lineFeed) {
        begin += found + 1
        return false
      }
      begin += block.count
      return true
    }
    return begin
  }
}

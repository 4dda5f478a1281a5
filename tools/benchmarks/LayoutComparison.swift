import Glibc
import Records

/// Loads, scans and changes the same punches in each layout, and prints a line for each.
func compareLayouts(members: Int, folder: String) {
  let punches = SamplePunches(members: members).columns
  let count = punches.words.count
  print("punches: \(count) of \(members) members and one month")
  let layouts: [any Layout] = [PunchRows(), PunchBlobs(.day), PunchBlobs(.month)]
  for layout in layouts {
    let path = "\(folder)/bench-\(getpid()).sqlite"
    defer { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
    let engine = Engine(path, layout.schema)
    let load = seconds {
      engine.run("BEGIN IMMEDIATE")
      layout.load(punches, engine)
      engine.run("COMMIT")
    }
    let size = engine.size * 10 / count
    var words: [UInt64] = []
    words.reserveCapacity(count)
    let scan =
      (0..<3).map { _ in
        words.removeAll(keepingCapacity: true)
        return seconds { layout.scan(engine, into: &words) }
      }.min() ?? 0
    precondition(words.count == count, "the scan lost punches")
    let single = seconds {
      engine.run("BEGIN IMMEDIATE")
      for step in 0..<10_000 {
        let member = step * 7_919 % members
        let word = punches.words[punches.starts[member] + step % 88]
        layout.upsert(word + 30 << 24, member: member, engine)
      }
      engine.run("COMMIT")
    }
    print(
      "  \(layout.name): load \(rate(count, load)), \(size / 10).\(size % 10) bytes a punch,",
      "scan \(rate(count, scan)), single upserts \(rate(10_000, single)) in one commit")
  }
}

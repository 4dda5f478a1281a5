import Rules

/// A window clerk, and how things usually go at that window.
struct Clerk {
  /// How often what goes wrong goes wrong, compared with the average clerk, in percent.
  typealias Laxity = Int

  let index: Int
  let number: [UInt8]
  let name: String
  let center: Int
  let unit: Int
  let window: String
  let device: [UInt8]
  let method: [UInt8]
  let employment: String
  let since: Day
  let left: Day?
  let laxity: Laxity

  init(index: Int, seed: Int, organization: Organization, first: YearMonth, months: Int) {
    var random = Random(seed, index)
    self.index = index
    number = Self.number(index)
    name = Names.invent(&random)
    let townships = organization.centers.count - 1
    center = index % 2 == 0 ? 0 : 1 + index / 2 % townships
    unit =
      center == 0
      ? random.int(0...Organization.departments.count - 1)
      : Organization.departments.count + center - 1
    window = "W" + String(100 + index / 2 % 60)
    device = Array("\(organization.centers[center].code)-D\(1 + index / 2 % 4)".utf8)
    method = Array(random.pick([("face", 80), ("fingerprint", 15), ("card", 5)]).utf8)
    employment = random.pick([
      ("civil_servant", 30), ("public_institution", 55), ("authorised_body", 15),
    ])
    let start = first.firstDay
    since =
      random.happens(100)
      ? start.advanced(by: random.int(0...months * 28)) : start.advanced(by: -random.int(30...3000))
    left = random.happens(60) ? max(since, start).advanced(by: random.int(1...months * 28)) : nil
    laxity = random.pick([(5, 45), (40, 30), (100, 15), (350, 8), (1100, 2)])
  }

  static func number(_ index: Int) -> [UInt8] {
    var bytes = [UInt8(ascii: "S")]
    bytes.appendDigits(index + 1, 6)
    return bytes
  }

  func isOnWindow(_ day: Day) -> Bool { day >= since && (left.map { day < $0 } ?? true) }

  /// A colleague of the same centre, never the clerk, where there is one.
  func colleague(_ random: inout Random, staff: Int, townships: Int) -> Field {
    let stride = center == 0 ? 2 : 2 * townships
    let step = random.int(1...3) * stride
    let other = index + step < staff ? index + step : index - step
    return other >= 0 ? .text(String(decoding: Self.number(other), as: UTF8.self)) : .empty
  }

  var key: Field { .text(String(decoding: number, as: UTF8.self)) }

  func write(to file: CSVFile, _ organization: Organization) throws(FileError) {
    try file.row(
      key, .text(name), .text(organization.centers[center].code),
      .text(organization.units[unit].code), .text(window), .text(employment), .day(since),
      left.map { .day($0) } ?? .empty)
  }
}

/// Which hours hold where and when (clause 9.1.2: hours may change with season and place).
public struct ScheduleBook: Sendable {
  /// Hours from a day on.
  public struct Entry: Sendable, Hashable {
    /// The centre's index; nil for the county's own hours.
    public let center: Int32?
    public let from: Day
    public let schedule: DaySchedule

    public init(center: Int32?, from: Day, schedule: DaySchedule) {
      self.center = center
      self.from = from
      self.schedule = schedule
    }
  }

  /// By centre, latest first.
  private let entries: [Int32?: [Entry]]

  /// From rows in any order; (center, from) is unique.
  public init(_ rows: some Sequence<Entry>) {
    entries = Dictionary(grouping: rows, by: \.center)
      .mapValues { $0.sorted { $0.from > $1.from } }
  }

  /// The latest of the centre's own rows that has begun, else of the county's, else the standard.
  public func schedule(center: Int32, on day: Day) -> DaySchedule {
    latest(of: center, on: day) ?? latest(of: nil, on: day) ?? .standard
  }

  private func latest(of center: Int32?, on day: Day) -> DaySchedule? {
    entries[center]?.first { $0.from <= day }?.schedule
  }
}

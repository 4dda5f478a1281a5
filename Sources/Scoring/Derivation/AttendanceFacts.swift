import Records
import Rules

/// The attendance of one month (clause 9.1): the same walk over a member's due days fills the
/// columns and feeds the explanation.
struct AttendanceFacts {
  let context: MonthContext

  /// Calls `body` with each due day of a member, in order: the day's index in the month, what its
  /// punches and records were judged to be, and the words of its punches.
  @inline(__always)
  func walk(
    _ member: Int, _ starts: UnsafeBufferPointer<Int>, _ words: UnsafeBufferPointer<UInt64>,
    _ body: (_ day: Int, _ judgement: DayJudgement, _ punches: Range<Int>) -> Void
  ) {
    let sessions = context.sessions[member]
    let monthStart = context.span.seconds.lowerBound
    let center = Int(context.centers[member]) * context.dayCount
    let end = starts[member + 1]
    var next = firstWord(in: starts[member]..<end, words, from: monthStart << 24)
    for day in context.dueDays[member] {
      let dayStart = (monthStart &+ Int64(day) &* LocalTime.secondsPerDay) << 24
      let dayEnd = dayStart &+ LocalTime.secondsPerDay << 24
      while next < end && Int64(bitPattern: words[next]) < dayStart { next += 1 }
      let first = next
      let schedule = context.schedules[center + day]
      var partition = PunchPartition()
      while next < end && Int64(bitPattern: words[next]) < dayEnd {
        let second = (Int64(bitPattern: words[next]) &- dayStart) >> 24
        partition.add(Int32(truncatingIfNeeded: second), schedule)
        next += 1
      }
      let judgement = DayJudgement(
        partition, sessions.excuses(on: day), schedule, context.limits)
      body(day, judgement, first..<next)
    }
  }

  /// Fills the columns of a block of members, and the days that each was absent as a whole.
  func derive(
    _ members: Range<Int>, _ punches: PunchColumns, into columns: FactColumns,
    absentDays: UnsafeMutablePointer<MonthDays>
  ) {
    punches.starts.withUnsafeBufferPointer { starts in
      punches.words.withUnsafeBufferPointer { words in
        for member in members {
          var marks = AttendanceMarks()
          var absent = MonthDays()
          walk(member, starts, words) { day, judgement, _ in
            marks += judgement.marks
            if judgement.isWholeDayAbsent { absent.insert(day) }
          }
          absentDays[member] = absent
          store(member, marks, into: columns)
        }
      }
    }
  }

  private func store(_ member: Int, _ marks: AttendanceMarks, into columns: FactColumns) {
    let due = context.dueDays[member]
    let excused = context.sessions[member].excused
    func put(_ fact: Fact, _ value: Int) {
      // Pages of columns that nobody fills stay untouched.
      if value != 0 { columns.column(fact)[member] = Int64(value) }
    }
    put(.workdaysDue, due.count)
    put(.late, Int(marks.late))
    put(.early, Int(marks.early))
    put(.missedPunch, Int(marks.missedPunch))
    put(.absentHalves, Int(marks.absentHalves))
    if excused.all.isEmpty { return }
    put(.personalLeaveHalves, excused.personal.count(on: due))
    put(.sickLeaveHalves, excused.sick.count(on: due))
    put(.otherLeaveHalves, excused.other.count(on: due))
  }
}

/// The first of a member's sorted punches from a word on: a member's months may be many. Words are
/// compared as signed numbers, since a device whose clock is wrong may say a time before 1970.
@inline(__always)
func firstWord<Words: RandomAccessCollection<UInt64>>(
  in range: Range<Int>, _ words: Words, from word: Int64
) -> Int where Words.Index == Int {
  var low = range.lowerBound
  var high = range.upperBound
  while low < high {
    let middle = low + (high - low) / 2
    if Int64(bitPattern: words[middle]) < word { low = middle + 1 } else { high = middle }
  }
  return low
}

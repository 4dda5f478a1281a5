extension PolicyDescriptor {
  /// Why a text is no value of a parameter.
  public enum ValueError: Error, Sendable, Hashable {
    /// Not a number, or not one of the names.
    case malformed
    /// A count with decimals.
    case notWhole
    /// Points with more than two decimals.
    case tooPrecise
    /// A number outside the range.
    case outOfRange
  }

  /// Reads a value as people write it: `2`, `2.5` and `2.50` where the unit is points, else a whole
  /// number or one of the names.
  public func value(of text: some StringProtocol) throws(ValueError) -> Int64 {
    if case .choice(let names) = unit {
      guard let position = names.firstIndex(where: { $0 == text }) else { throw .malformed }
      return Int64(position)
    }
    // A value has no sign: a negative one is outside every range, and `+2` is not how one is
    // written.
    if text.utf8.first == UInt8(ascii: "+") { throw .malformed }
    let number: Int64
    switch hundredths(Array(text.utf8)) {
    case .value(let value): number = value
    case .tooManyDecimals: throw unit == .points ? .tooPrecise : .notWhole
    case .tooLarge: throw .outOfRange
    case .malformed: throw .malformed
    }
    guard unit != .points else { return try checked(number) }
    guard !text.utf8.contains(UInt8(ascii: ".")) else { throw .notWhole }
    return try checked(number / 100)
  }

  /// The value as it is written in a file.
  public func text(of value: Int64) -> String {
    switch unit {
    case .points: hundredthsText(value)
    case .choice(let names): names[Int(value)]
    default: String(value)
    }
  }

  /// The values that the parameter takes, e.g. `0.00…100.00` or `center, county`.
  public var rangeText: String {
    if case .choice(let names) = unit { return names.joined(separator: ", ") }
    return "\(text(of: range.lowerBound))…\(text(of: range.upperBound))"
  }

  private func checked(_ value: Int64) throws(ValueError) -> Int64 {
    guard range.contains(value) else { throw .outOfRange }
    return value
  }
}

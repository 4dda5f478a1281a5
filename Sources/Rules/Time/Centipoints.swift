/// `round(a / b)`, half up, for a ≥ 0 and b > 0: the only rounding of the appraisal.
@inlinable
public func roundedQuotient(_ a: Int64, _ b: Int64) -> Int64 {
  (2 * a + b) / (2 * b)
}

/// A whole number of hundredths with two decimals: `9850` is `98.50`.
public func hundredthsText(_ value: Int64) -> String {
  let magnitude = value.magnitude
  return "\(value < 0 ? "-" : "")\(magnitude / 100).\(padded(Int(magnitude % 100), 2))"
}

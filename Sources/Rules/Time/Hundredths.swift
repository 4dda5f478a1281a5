/// What a text says as a number with up to two decimals.
public enum HundredthsParse: Sendable, Hashable {
  /// In hundredths.
  case value(Int64)
  /// More than two digits after the point.
  case tooManyDecimals
  /// More digits than any quantity of this system has.
  case tooLarge
  case malformed
}

/// Digits before the point that are read at most: far above every range, far below overflow.
@usableFromInline let wholeDigitsMax = 15

/// Reads `12`, `12.5` or `12.50`, with a sign before it: digits on both sides of a point, if there
/// is one, and nothing else. Inlinable, so that readers of files have it for their own bytes.
@inlinable
public func hundredths(_ text: some Collection<UInt8>) -> HundredthsParse {
  var rest = text[...]
  let isNegative = rest.first == UInt8(ascii: "-")
  if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
  let point = rest.firstIndex(of: UInt8(ascii: "."))
  let whole = rest[..<(point ?? rest.endIndex)]
  let decimals = point.map { rest[rest.index(after: $0)...] }
  let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  guard !whole.isEmpty, decimals?.isEmpty != true, whole.allSatisfy(digits.contains),
    decimals?.allSatisfy(digits.contains) != false
  else { return .malformed }
  if let decimals, decimals.count > 2 { return .tooManyDecimals }
  let significant = whole.drop { $0 == UInt8(ascii: "0") }
  guard significant.count <= wholeDigitsMax else { return .tooLarge }
  var value = significant.reduce(Int64(0)) { $0 * 10 + Int64($1 & 15) }
  for place in 0..<2 {
    let digit = decimals.flatMap { $0.dropFirst(place).first } ?? UInt8(ascii: "0")
    value = value * 10 + Int64(digit & 15)
  }
  return .value(isNegative ? -value : value)
}

/// Standard competition ranks (1, 2, 2, 4) of scores that stand in descending order.
public func competitionRanks(descending scores: [Int64]) -> [Int32] {
  var ranks = [Int32](repeating: 0, count: scores.count)
  for i in scores.indices {
    ranks[i] = i > 0 && scores[i] == scores[i - 1] ? ranks[i - 1] : Int32(i + 1)
  }
  return ranks
}

/// How many of the candidates, best first, are excellent (clause 12.2.1).
///
/// Whole blocks of equal candidates are admitted in order while they fit the quota; the first block
/// that does not fit ends it. So the quota is never exceeded, and no tie is broken by chance.
public func admittedInBlocks<Key: Equatable>(bestFirst keys: [Key], quota: Int) -> Int {
  var admitted = 0
  while admitted < keys.count {
    var end = admitted + 1
    while end < keys.count && keys[end] == keys[admitted] { end += 1 }
    if end > quota { break }
    admitted = end
  }
  return admitted
}

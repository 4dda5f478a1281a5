public import Rules

/// Runs scorers. The core asks no more of it than this, so that scorers may run in this process or
/// in a child of it.
public protocol ScorerHost: Sendable {
  /// At most one a dimension, in the order of `Dimension`.
  var scorers: [ScorerDescriptor] { get }
  /// The parameters and dimensions of a county with these scorers.
  var schema: PolicySchema { get }

  /// Scores one block of members with each of the batches' scorers. Safe to call from several
  /// threads. A block has at most `ScorerBatch.membersMax` members.
  func score(_ batches: [ScorerBatch]) throws(Problem)

  /// The steps from 100.00 to a member's score; `facts` in the scorer's order.
  func explain(_ index: Int, facts: [Int64], parameters: [Int64]) throws(Problem) -> [ScorerStep]
}

extension ScorerHost {
  /// The flags of all scorers by name, in the order of their bits in results.
  public var flagNames: [String] {
    scorers.flatMap(\.flags).reduce(into: []) { names, flag in
      if !names.contains(flag) { names.append(flag) }
    }
  }
}

/// A run of members' facts, and where their scores go. Pointers are good for the call alone.
public struct ScorerBatch {
  /// Enough members to make a call worth it, few enough to share the work evenly.
  public static let membersMax = 2048

  /// The scorer, by its place in the host's.
  public let scorer: Int
  public let memberCount: Int
  /// A column a fact, in the scorer's order.
  public let facts: [UnsafePointer<Int64>]
  /// In the scorer's order.
  public let parameters: [Int64]
  /// Takes centipoints.
  public let scores: UnsafeMutablePointer<Int64>
  /// Takes the scorer's own flags.
  public let flags: UnsafeMutablePointer<UInt32>
}

/// One step of an explanation, as the ABI's header describes it.
public struct ScorerStep: Sendable, Hashable {
  public enum Kind: UInt32, Sendable {
    case count = 1
    case mean, constant, blend, reset, adjustment, clamp, source, term
  }

  public var kind: Kind
  /// Indices into the descriptor's tables.
  public var fact: Int?
  public var secondFact: Int?
  public var parameter: Int?
  public var secondParameter: Int?
  public var quantity: Int64
  public var divisor: Int64
  /// The change of the score.
  public var centipoints: Int64
  public var clause: String?
}

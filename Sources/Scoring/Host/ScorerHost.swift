public import Rules

/// Runs scorers. The core asks no more of it than this, so that scorers may run in this process or
/// in a child of it.
public protocol ScorerHost: Sendable {
  /// At most one a dimension, in the standard's order of dimensions.
  var scorers: [ScorerDescriptor] { get }

  /// Scores the batch's members with `scorers[index]`. Safe to call from several threads.
  func score(_ index: Int, _ batch: ScorerBatch) throws(Problem)

  /// The steps from 100.00 to a member's score; `facts` in the scorer's order.
  func explain(_ index: Int, facts: [Int64], parameters: [Int64]) throws(Problem) -> [ScorerStep]
}

/// A run of members' facts, and where their scores go. Pointers are good for the call alone.
public struct ScorerBatch {
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

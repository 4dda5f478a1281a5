internal import ScorerABI

/// The version of the scorer ABI that this host speaks.
public enum ScorerABIVersion {
  /// `major.minor`.
  public static let text =
    "\(WINDOWSTAFF_SCORER_ABI_VERSION >> 16).\(WINDOWSTAFF_SCORER_ABI_VERSION & 0xFFFF)"
}

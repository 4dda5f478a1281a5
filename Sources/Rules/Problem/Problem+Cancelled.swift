extension Problem.Code {
  /// The caller has cancelled the work, or gone away.
  public static let cancelled = Problem.Code(rawValue: "cancelled")
}

extension Problem {
  public static let cancelled = Problem(
    .cancelled, .unavailable, zh: "操作已取消，未产生任何结果。", en: "cancelled; nothing was changed")
}

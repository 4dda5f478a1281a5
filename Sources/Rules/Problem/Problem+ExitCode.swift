extension Problem.Category {
  /// With what a program ends that could not go on: as in `sysexits.h` where it has a code for it.
  public var exitCode: Int32 {
    switch self {
    case .invalid: 65
    case .notFound: 66
    case .unavailable: 69
    case .fault: 70
    case .dataLoss: 71
    case .conflict: 73
    case .exhausted: 75
    case .precondition: 76
    case .denied, .unknownCaller: 77
    }
  }
}

internal import ArgumentParser
internal import RPC

/// How much the server takes of connections, callers, and all together.
struct LimitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Connections at once.", valueName: "n"))
  var maxConnections = Limits.connectionsMax

  @Option(
    help: ArgumentHelp("Calls under way at once, of all callers together.", valueName: "n"))
  var maxCalls = Limits.callsMax

  @Option(help: ArgumentHelp("MiB of all calls under way.", valueName: "mib"))
  var maxMib = Limits.serverBytesMax >> 20

  @Option(help: ArgumentHelp("Calls under way at once on one connection.", valueName: "n"))
  var maxConnectionCalls = Limits.streamsMax

  @Option(help: ArgumentHelp("MiB of one connection's calls under way.", valueName: "mib"))
  var maxConnectionMib = Limits.connectionBytesMax >> 20

  @Option(
    help: ArgumentHelp(
      "Calls under way at once of one caller, over all of its connections.", valueName: "n"))
  var maxCallerCalls = Limits.callerCallsMax

  @Option(help: ArgumentHelp("MiB of one caller's calls under way.", valueName: "mib"))
  var maxCallerMib = Limits.callerBytesMax >> 20

  @Option(
    help: ArgumentHelp(
      "Calls a second of one connection, and of one caller over all of its connections; 0: as many as come.",
      valueName: "n"))
  var maxCallsPerSecond = Limits.callsPerSecondMax

  func validate() throws {
    for (name, value) in [
      ("--max-connections", maxConnections), ("--max-calls", maxCalls), ("--max-mib", maxMib),
      ("--max-connection-calls", maxConnectionCalls), ("--max-connection-mib", maxConnectionMib),
      ("--max-caller-calls", maxCallerCalls), ("--max-caller-mib", maxCallerMib),
    ] where !(1...1_000_000).contains(value) {
      throw ValidationError("\(name) takes 1…1000000")
    }
    guard (0...1_000_000_000).contains(maxCallsPerSecond) else {
      throw ValidationError("--max-calls-per-second takes 0…1000000000")
    }
  }

  var limits: ServerLimits {
    let rate = maxCallsPerSecond == 0 ? nil : maxCallsPerSecond
    var limits = ServerLimits()
    limits.connections = maxConnections
    limits.serverCalls = maxCalls
    limits.serverBytes = maxMib << 20
    limits.connection = .init(
      calls: maxConnectionCalls, bytes: maxConnectionMib << 20, callsPerSecond: rate)
    limits.caller = .init(calls: maxCallerCalls, bytes: maxCallerMib << 20, callsPerSecond: rate)
    return limits
  }
}

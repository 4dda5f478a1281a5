internal import ArgumentParser
internal import RPC
internal import RPCTLS
internal import Rules
internal import Scoring

/// What a server is told on its command line; `check` looks at it without serving.
struct ServeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The data folder: one database a county.", valueName: "dir"))
  var data: String

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "unix:PATH, tcp:HOST:PORT or tls:HOST:PORT; may stand more than once.", valueName: "address"))
  var listen: [String]

  @OptionGroup var socket: SocketOptions
  @OptionGroup var tls: TLSOptions
  @OptionGroup(title: "Limits") var limits: LimitOptions

  @Flag(help: "Take plain TCP from other machines, in clear text; also --metrics.")
  var insecure = false

  @OptionGroup var observation: ObservationOptions

  @Option(
    help: ArgumentHelp(
      "The folder of the scorers (libscorer-*.so); else the program's own.", valueName: "dir"))
  var scorers: String?

  @Option(
    help: ArgumentHelp("Threads of one import or appraisal; else one a core.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Seconds for the answers under way when the server is told to stop.", valueName: "s"))
  var drainSeconds = 30

  func validate() throws {
    guard !listen.isEmpty else {
      throw ValidationError("--listen is missing, e.g. unix:/run/ws.sock")
    }
    guard (1...256).contains(threads ?? 1) else { throw ValidationError("--threads takes 1…256") }
    guard (0...3600).contains(drainSeconds) else {
      throw ValidationError("--drain-seconds takes 0…3600")
    }
  }
}

/// What the command line means, once all of it has been looked at.
struct ServePlan {
  let addresses: [ListenAddress]
  let metrics: ListenAddress?
  let security: ServerTLS?
  let socketAccess: UnixSocketAccess
  let scorerFolder: String
  let scorers: ScorerProcess

  /// Reads the certificates and loads the scorers; makes no file and no socket.
  init(_ options: ServeOptions) throws {
    addresses = try options.listen.map { text throws in try ListenAddress(parsing: text) }
    security = try options.tls.security()
    for address in addresses {
      if case .tcp = address, !address.isLocal, !options.insecure {
        throw ListenError(address: address, reason: .remoteTCPRefused)
      }
      if case .tls = address, security == nil {
        throw ListenError(address: address, reason: .noCertificate)
      }
    }
    metrics = try options.observation.metricsAddress(insecure: options.insecure)
    socketAccess = try options.socket.access()
    scorerFolder = try options.scorers ?? ScorerFolder.beside()
    scorers = try ScorerProcess(folder: scorerFolder)
  }
}

import RPC
import RPCTLS
import Rules

/// A client of the server with what every call of the command carries.
struct Session: Sendable {
  let client: Client
  let options: CallOptions
}

extension ConnectionOptions {
  /// Does the work over a connection that is made when it is needed, and closes it; Ctrl-C cancels
  /// the work on both sides.
  func withSession<Value: Sendable>(
    _ work: @escaping @Sendable (Session) async throws -> Value
  ) async throws -> Value {
    let address = try parsedAddress()
    var settings = Client.Options()
    settings.connection = try connectionOptions(for: address)
    settings.attemptsMax = 1 + (retries ?? Self.usualRetries)
    // Whoever says how often to try wants to wait; otherwise a server that is not there is named at
    // once.
    settings.waitsForServer = retries.map { $0 > 0 } ?? false
    if retries == 0 { settings.reconnectTime = .zero }
    settings.onEvent = ConnectionNotes(OutputOptions.read(CommandLine.arguments)).show
    let session = Session(client: Client(address, options: settings), options: callOptions())
    return try await cancellingOnInterrupt {
      do {
        let value = try await work(session)
        await session.client.close()
        return value
      } catch {
        await session.client.close()
        throw (error as? RPCStatus).flatMap { unreachable($0, address) } ?? error
      }
    }
  }

  /// Nobody answers: how to start the server.
  private func unreachable(_ status: RPCStatus, _ address: ListenAddress) -> Problem? {
    guard status.reason == RPCStatus.unreachable else { return nil }
    return Problem(
      .unreachable, .unavailable, zh: status.message(inLanguage: "zh") ?? status.message,
      en: status.message,
      remedy: Bilingual(
        zh: "启动服务：windowstaffd serve --listen \(address) --data DIR，或检查 --address",
        en: "windowstaffd serve --listen \(address) --data DIR starts it; or check --address"))
  }

  private func parsedAddress() throws -> ListenAddress {
    do {
      return try ListenAddress(parsing: resolvedAddress)
    } catch {
      throw Problem(.invalidAddress, .invalid, zh: error.zh, en: error.en, field: "--address")
    }
  }

  private func connectionOptions(
    for address: ListenAddress
  ) throws -> ClientConnection.Options {
    var options = ClientConnection.Options()
    guard case .tls = address else { return options }
    do {
      options.security = try ClientTLS(tlsFiles)
    } catch {
      throw Problem(.invalidCertificate, .invalid, zh: error.zh, en: error.en, field: "--tls-ca")
    }
    return options
  }

  private func callOptions() -> CallOptions {
    var metadata = Metadata()
    if let county = resolvedCounty { metadata.append("county", county) }
    if let token = resolvedToken { metadata.append("authorization", "Bearer \(token)") }
    return CallOptions(timeout: timeout.map { .seconds($0) }, metadata: metadata)
  }
}

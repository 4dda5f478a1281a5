import RPC
import RPCTLS
import Rules

/// A connection to the server with what every call of the command carries.
struct Session: Sendable {
  let connection: ClientConnection
  let options: CallOptions
}

extension ConnectionOptions {
  /// Connects, does the work, and closes; Ctrl-C cancels the work on both sides.
  func withSession<Value: Sendable>(
    _ work: @escaping @Sendable (Session) async throws -> Value
  ) async throws -> Value {
    let address = try parsedAddress()
    let connectionOptions = try connectionOptions(for: address)
    let options = callOptions()
    return try await cancellingOnInterrupt {
      let connection = try await Self.connect(to: address, connectionOptions)
      do {
        let value = try await work(Session(connection: connection, options: options))
        await connection.close()
        return value
      } catch {
        await connection.close()
        throw error
      }
    }
  }

  /// Without TLS there is one cause, and one thing to do about it.
  private static func connect(
    to address: ListenAddress, _ options: ClientConnection.Options
  ) async throws -> ClientConnection {
    do {
      return try await ClientConnection.connect(to: address, options: options)
    } catch let status as RPCStatus where status.code == .unavailable && options.security == nil {
      throw Problem(
        .unreachable, .unavailable, zh: "连接不上服务 \(address)", en: status.message,
        remedy: Bilingual(
          zh: "启动服务：windowstaffd serve --listen \(address) --data DIR，或检查 --address",
          en: "windowstaffd serve --listen \(address) --data DIR starts it; or check --address"))
    }
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

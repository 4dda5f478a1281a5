import RPC

/// Says on stderr what the client does by itself, so that nobody wonders why a command takes long.
struct ConnectionNotes: Sendable {
  private let output: OutputOptions

  init(_ output: OutputOptions) { self.output = output }

  func show(_ event: ClientEvent) { Console.note(text(event) + "\n") }

  func text(_ event: ClientEvent) -> String {
    switch event {
    case .waiting(_, let pause):
      output.say(
        "连接不上服务，\(seconds(pause)) 秒后重新连接……",
        "The server cannot be reached; connecting again in \(seconds(pause)) s …")
    case .reconnected: output.say("已重新连接。", "Connected again.")
    case .retrying(let method, let status, let pause):
      output.say(
        "\(method.name.method) 未完成（\(status.code.name)），\(seconds(pause)) 秒后重试……",
        "\(method.name.method) was not done (\(status.code.name)); trying again in "
          + "\(seconds(pause)) s …")
    }
  }

  /// With one decimal.
  private func seconds(_ pause: Duration) -> String {
    let tenths = (pause + .milliseconds(50)) / .milliseconds(100)
    return "\(Int(tenths) / 10).\(Int(tenths) % 10)"
  }
}

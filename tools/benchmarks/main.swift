import Glibc
import RPC

// windowstaff-bench store FOLDER MEMBERS
//   measures the layouts of punches and the store itself. The folder must be on the disk whose
//   speed matters, and is left as it was.
// windowstaff-bench stage RECORDS SCORERS ROUNDS THREADS
//   the score stage alone.
// windowstaff-bench echo SOCKET
//   serves rpc/echo.proto until it is stopped.
// windowstaff-bench calls ttrpc|grpc Echo|Task IN_FLIGHT COUNT
//   serves and makes so many calls, and ends: for counting what they cost.
let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("store", 3):
  let members = Int(arguments[2]) ?? 0
  compareLayouts(members: members, folder: arguments[1])
  try await measureStore(members: members, folder: arguments[1])
case ("stage", 5):
  try measureStage(
    records: arguments[1], scorers: arguments[2], rounds: Int(arguments[3]) ?? 5,
    threads: Int(arguments[4]) ?? 1)
case ("echo", 2):
  let server = try await EchoServer.start(at: arguments[1])
  await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
  await server.drain(within: .zero)
case ("calls", 5):
  let socket = "/tmp/windowstaff-bench-\(getpid()).sock"
  let server = try await EchoServer.start(at: socket)
  guard let wire = CountedCalls.Wire(rawValue: arguments[1]), let inFlight = Int(arguments[3]),
    let count = Int(arguments[4])
  else { exit(64) }
  var calls = CountedCalls(wire, method: arguments[2], socket: socket)
  calls.run(count, inFlight: inFlight)
  calls.close()
  await server.drain(within: .zero)
default:
  print(
    "usage: windowstaff-bench store FOLDER MEMBERS | stage RECORDS SCORERS ROUNDS THREADS"
      + " | echo SOCKET | calls WIRE METHOD N COUNT")
  exit(64)
}

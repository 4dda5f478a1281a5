import Glibc

// windowstaff-bench FOLDER [MEMBERS]: measures the layouts of punches and the store itself. The
// folder must be on the disk whose speed matters, and is left as it was.
guard CommandLine.arguments.count >= 2 else {
  print("usage: windowstaff-bench FOLDER [MEMBERS]")
  exit(64)
}
let folder = CommandLine.arguments[1]
let members = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 13_600 : 13_600
compareLayouts(members: members, folder: folder)
try await measureStore(members: members, folder: folder)

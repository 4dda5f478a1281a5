import Glibc

// windowstaff-bench store FOLDER [MEMBERS]: measures the layouts of punches and the store itself.
// The folder must be on the disk whose speed matters, and is left as it was.
//
// windowstaff-bench stage RECORDS SCORERS ROUNDS THREADS: the score stage alone.
let words = Array(CommandLine.arguments.dropFirst())
switch (words.first, words.count) {
case ("store", 2...3):
  let members = words.count > 2 ? Int(words[2]) ?? 13_600 : 13_600
  compareLayouts(members: members, folder: words[1])
  try await measureStore(members: members, folder: words[1])
case ("stage", 5):
  try measureStage(
    records: words[1], scorers: words[2], rounds: Int(words[3]) ?? 5, threads: Int(words[4]) ?? 1)
default:
  print("usage: windowstaff-bench store FOLDER [MEMBERS] | stage RECORDS SCORERS ROUNDS THREADS")
  exit(64)
}

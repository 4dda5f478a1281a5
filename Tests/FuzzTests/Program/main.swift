import Glibc

// FUZZ_TARGET=NAME windowstaff-fuzz [libFuzzer options, corpus folders]: see tools/fuzz. Without
// a target: their names. The name is in the environment because libFuzzer starts itself again with
// its own arguments.
/// libFuzzer's callback is a C function, and takes nothing along.
enum Chosen {
  static let name = getenv("FUZZ_TARGET").map { String(cString: $0) }
  static let target = name.flatMap(FuzzTarget.named)
}

if Chosen.target == nil {
  for target in FuzzTarget.all { print(target.name) }
  exit(Chosen.name == nil ? 0 : 64)
}

@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try Chosen.target?.run(UnsafeRawBufferPointer(start: bytes, count: count))
  } catch {
    fatalError("\(error)")
  }
  return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

var arguments = CommandLine.unsafeArgv
var count = CommandLine.argc
exit(runDriver(&count, &arguments, testOneInput))

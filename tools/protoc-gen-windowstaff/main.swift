// A protoc plugin: reads a CodeGeneratorRequest, writes typed Swift values, service interfaces and
// clients over protoc-c's code.
//
// Parameters, joined by commas: `package=NAME`, the package whose types have no prefix in Swift;
// `inline=SERVICE/METHOD`, a method whose handler never waits (as a line `@inline` in its comment);
// `module=`, `prefix=`, `tables=`, the names of the output, see `Files.Naming`.
import Glibc

/// Ends the run: `protoc` shows the text as this plugin's error.
func fail(_ message: String) -> Never {
  var response = WireWriter()
  response.data(1, message.utf8)
  send(response.bytes)
  exit(0)
}

func send(_ bytes: [UInt8]) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    if count <= 0 { exit(1) }
    rest = rest.dropFirst(count)
  }
}

func readInput() -> [UInt8] {
  var input: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = read(STDIN_FILENO, &chunk, chunk.count), count > 0 {
    input += chunk[..<count]
  }
  return input
}

/// A file's descriptor without source_code_info (9), which is for this program alone.
func withoutComments(_ file: ArraySlice<UInt8>) -> [UInt8] {
  var writer = WireWriter()
  WireReader.each(file) { field, value in
    switch value {
    case _ where field == 9: break
    case .number(let number): writer.number(field, number)
    case .bytes(let bytes): writer.data(field, bytes)
    }
  }
  return writer.bytes
}

func run() {
  var wanted: Set<String> = []
  var parameters: [Substring] = []
  var protos: [ArraySlice<UInt8>] = []
  WireReader.each(readInput()[...]) { field, value in
    switch field {
    case 1: wanted.insert(value.string)
    case 2: parameters = value.string.split(separator: ",").map { Substring($0) }
    case 15: protos.append(value.slice)
    default: break
    }
  }
  func values(of parameter: String) -> [String] {
    parameters.filter { $0.hasPrefix(parameter + "=") }.map {
      String($0.dropFirst(parameter.count + 1))
    }
  }

  let inline = Set(values(of: "inline"))
  let files = protos.map { FileDescriptor($0, inline: inline) }
  for file in files where !wanted.contains(file.name) {
    fail("\(file.name) is imported but not generated: name it to tools/proto too")
  }
  var descriptorSet = WireWriter()
  for proto in protos { descriptorSet.data(1, withoutComments(proto)) }

  func value(of parameter: String) -> String {
    guard let value = values(of: parameter).first else { fail("\(parameter)= is missing") }
    return value
  }
  let schema = Schema(mainPackage: value(of: "package"), files: files)
  let naming = Files.Naming(
    cModule: value(of: "module"), cPrefix: value(of: "prefix"), tables: value(of: "tables"))
  var response = WireWriter()
  for (path, content) in Files(
    naming: naming, schema: schema, descriptorSet: descriptorSet.bytes
  ).all {
    var file = WireWriter()
    file.data(1, path.utf8)
    file.data(15, content.utf8)
    response.data(15, file.bytes)
  }
  send(response.bytes)
}

run()

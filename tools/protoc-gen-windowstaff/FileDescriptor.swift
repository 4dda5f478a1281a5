/// The comments of a file by the path of what they belong to.
struct Comments {
  private var texts: [[Int]: String] = [:]

  init(_ sourceInfo: ArraySlice<UInt8>) {
    WireReader.each(sourceInfo) { field, value in
      guard field == 1 else { return }
      var path: [Int] = []
      var leading = ""
      var trailing = ""
      WireReader.each(value.slice) { field, value in
        switch field {
        case 1: path += value.ints
        case 3: leading = value.string
        case 4: trailing = value.string
        default: break
        }
      }
      let text = [leading, trailing].filter { !$0.isEmpty }.joined(separator: "\n")
      if !text.isEmpty { texts[path] = text }
    }
  }

  subscript(_ path: [Int]) -> String { texts[path] ?? "" }
}

struct FileDescriptor {
  var name = ""
  var package = ""
  var messages: [MessageDescriptor] = []
  var enums: [EnumDescriptor] = []
  var services: [ServiceDescriptor] = []

  init(_ bytes: ArraySlice<UInt8>, inline: Set<String>) {
    var sourceInfo: ArraySlice<UInt8> = []
    var syntax = "proto2"
    WireReader.each(bytes) { field, value in
      switch field {
      case 1: name = value.string
      case 2: package = value.string
      case 9: sourceInfo = value.slice
      case 12: syntax = value.string
      default: break
      }
    }
    guard syntax == "proto3" else { fail("\(name): only proto3 is supported") }
    let comments = Comments(sourceInfo)
    let scope = package.isEmpty ? "" : ".\(package)"
    WireReader.each(bytes) { field, value in
      switch field {
      case 4:
        messages.append(
          MessageDescriptor(
            value.slice, scope: scope, path: [4, messages.count], comments: comments))
      case 5:
        enums.append(
          EnumDescriptor(value.slice, scope: scope, path: [5, enums.count], comments: comments))
      case 6:
        services.append(
          ServiceDescriptor(
            value.slice, package: package, path: [6, services.count], comments: comments,
            inline: inline))
      default: break
      }
    }
  }

  /// All messages of the file, outer before inner.
  var allMessages: [MessageDescriptor] { messages.flatMap(\.family) }

  /// What the names of its output files begin with: `WindowstaffV1Staff`.
  var outputName: String {
    let stem = name.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? ""
    let parts = package.split(whereSeparator: { $0 == "." }) + [stem]
    return parts.map { upperCamel(String($0)) }.joined()
  }
}

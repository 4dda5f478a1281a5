struct MethodDescriptor {
  /// The line of a method's comment that lets its handler run on the connection's event loop.
  static let inlineMark = "@inline"

  /// `google.protobuf.MethodOptions.IdempotencyLevel`.
  enum Idempotency: Int {
    case unknown, noSideEffects, idempotent
  }

  enum Shape: String {
    case unary, clientStreaming, serverStreaming, bidirectional
  }

  var name = ""
  var input = ""
  var output = ""
  var shape = Shape.unary
  var isInline = false
  var idempotency = Idempotency.unknown
  var comment = ""

  init(_ bytes: ArraySlice<UInt8>, comment: String) {
    var streams = (client: false, server: false)
    WireReader.each(bytes) { field, value in
      switch field {
      case 1: name = value.string
      case 2: input = value.string
      case 3: output = value.string
      case 4:
        WireReader.each(value.slice) {
          if $0 == 34 { idempotency = Idempotency(rawValue: $1.int) ?? .unknown }
        }
      case 5: streams.client = value.int != 0
      case 6: streams.server = value.int != 0
      default: break
      }
    }
    switch streams {
    case (false, false): shape = .unary
    case (true, false): shape = .clientStreaming
    case (false, true): shape = .serverStreaming
    case (true, true): shape = .bidirectional
    }
    let lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map(trimmed)
    isInline = lines.contains(Self.inlineMark)
    self.comment = lines.filter { $0 != Self.inlineMark }.joined(separator: "\n")
  }
}

struct ServiceDescriptor {
  var name = ""
  var fullName = ""
  var methods: [MethodDescriptor] = []
  var comment = ""

  init(
    _ bytes: ArraySlice<UInt8>, package: String, path: [Int], comments: Comments,
    inline: Set<String>
  ) {
    WireReader.each(bytes) { if $0 == 1 { name = $1.string } }
    fullName = package.isEmpty ? name : "\(package).\(name)"
    comment = comments[path]
    WireReader.each(bytes) { field, value in
      guard field == 2 else { return }
      var method = MethodDescriptor(value.slice, comment: comments[path + [2, methods.count]])
      if inline.contains("\(fullName)/\(method.name)") { method.isInline = true }
      methods.append(method)
    }
  }
}

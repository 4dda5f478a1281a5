internal import Rules
internal import Store

extension Policy {
  /// SHA-256 of all parameters and values, in hexadecimal: two policies with the same digest score
  /// the same.
  var digest: String {
    let lines = schema.descriptors.map { "\($0.name)=\(text(of: $0))\n" }
    return SHA256.hex(SHA256.hash(Array(lines.joined().utf8)))
  }
}

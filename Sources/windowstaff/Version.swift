internal import Rules

/// This program's version.
enum Version {
  static let text = ProductVersion.text
}

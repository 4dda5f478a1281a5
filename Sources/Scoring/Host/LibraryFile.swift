import Glibc

/// A shared library's file, looked at before it is loaded: the loader maps what the ELF header
/// promises, and touching a page beyond a truncated file's end would end the whole process.
enum LibraryFile {
  /// The file is shorter than its ELF header says. What is no ELF file of 64 bits is the loader's
  /// to refuse.
  static func isTruncated(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    var header = Elf64_Ehdr()
    guard fstat(descriptor, &status) == 0, read(&header, from: descriptor, at: 0),
      header.e_ident.0 == 0x7F, header.e_ident.1 == UInt8(ascii: "E"),
      header.e_ident.4 == ELFCLASS64
    else { return false }
    let size = UInt64(status.st_size)
    let sections = UInt64(header.e_shnum) * UInt64(header.e_shentsize)
    guard isWithin(size, header.e_shoff, sections) else { return true }
    for index in 0..<UInt64(header.e_phnum) {
      var segment = Elf64_Phdr()
      let offset = header.e_phoff &+ index * UInt64(header.e_phentsize)
      guard isWithin(size, offset, UInt64(MemoryLayout<Elf64_Phdr>.size)),
        read(&segment, from: descriptor, at: off_t(offset)),
        isWithin(size, segment.p_offset, segment.p_filesz)
      else { return true }
    }
    return false
  }

  private static func isWithin(_ size: UInt64, _ offset: UInt64, _ count: UInt64) -> Bool {
    offset <= size && count <= size - offset
  }

  private static func read<Value: BitwiseCopyable>(
    _ value: inout Value, from descriptor: Int32, at offset: off_t
  ) -> Bool {
    withUnsafeMutableBytes(of: &value) {
      pread(descriptor, $0.baseAddress, $0.count, offset) == $0.count
    }
  }
}

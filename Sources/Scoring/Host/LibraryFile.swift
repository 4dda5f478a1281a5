import Glibc

/// A shared library's file, looked at before it is loaded: the loader maps what the ELF header
/// promises, and touching a page beyond a truncated file's end would end the whole process.
enum LibraryFile {
  /// What an ELF file of 64 bits and little-endian numbers is for.
  struct Platform {
    let machine: UInt16
    let isSharedLibrary: Bool
  }

  /// The machine that this program runs on, as ELF numbers it.
  static var ownMachine: UInt16 {
    #if arch(x86_64)
      UInt16(EM_X86_64)
    #elseif arch(arm64)
      UInt16(EM_AARCH64)
    #else
      UInt16(EM_NONE)
    #endif
  }

  /// nil where the file is no such ELF file.
  static func platform(of file: Int32) -> Platform? {
    guard let header = header(of: file), header.e_ident.5 == UInt8(ELFDATA2LSB) else { return nil }
    return Platform(machine: header.e_machine, isSharedLibrary: header.e_type == UInt16(ET_DYN))
  }

  /// The file at a path is shorter than its ELF header says.
  static func isTruncated(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return false }
    defer { close(file) }
    return isTruncated(file)
  }

  /// The file is shorter than its ELF header says. What is no ELF file of 64 bits is the loader's
  /// to refuse.
  static func isTruncated(_ file: Int32) -> Bool {
    var status = stat()
    guard fstat(file, &status) == 0, let header = header(of: file) else { return false }
    let size = UInt64(status.st_size)
    let sections = UInt64(header.e_shnum) * UInt64(header.e_shentsize)
    guard isWithin(size, header.e_shoff, sections) else { return true }
    for index in 0..<UInt64(header.e_phnum) {
      var segment = Elf64_Phdr()
      let offset = header.e_phoff &+ index * UInt64(header.e_phentsize)
      guard isWithin(size, offset, UInt64(MemoryLayout<Elf64_Phdr>.size)),
        read(&segment, from: file, at: off_t(offset)),
        isWithin(size, segment.p_offset, segment.p_filesz)
      else { return true }
    }
    return false
  }

  private static func header(of file: Int32) -> Elf64_Ehdr? {
    var header = Elf64_Ehdr()
    guard read(&header, from: file, at: 0), header.e_ident.0 == 0x7F,
      header.e_ident.1 == UInt8(ascii: "E"), header.e_ident.2 == UInt8(ascii: "L"),
      header.e_ident.3 == UInt8(ascii: "F"), header.e_ident.4 == UInt8(ELFCLASS64)
    else { return nil }
    return header
  }

  private static func isWithin(_ size: UInt64, _ offset: UInt64, _ count: UInt64) -> Bool {
    offset <= size && count <= size - offset
  }

  private static func read<Value: BitwiseCopyable>(
    _ value: inout Value, from file: Int32, at offset: off_t
  ) -> Bool {
    withUnsafeMutableBytes(of: &value) {
      pread(file, $0.baseAddress, $0.count, offset) == $0.count
    }
  }
}

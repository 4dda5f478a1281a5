/// A 64-bit hash of bytes: multiply and fold, eight bytes at a time. It is the same in every run;
/// whoever relies on it compares the bytes as well.
@inline(__always)
public func byteHash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0x9E37_79B9_7F4A_7C15)
  -> UInt64
{
  guard let start = bytes.baseAddress, bytes.count > 0 else { return mixed(seed, 0) }
  let count = bytes.count
  var hash = seed ^ UInt64(truncatingIfNeeded: count) << 56
  if count < 8 { return mixed(hash, shortWord(start, count)) }
  var offset = 0
  while offset + 8 < count {
    hash = mixed(hash, word(start + offset))
    offset += 8
  }
  // The last eight bytes may overlap those before: no byte is left out and none is read in vain.
  return mixed(hash, word(start + (count - 8)))
}

/// One step of the hash.
@inline(__always)
func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
  let product = (hash ^ value ^ 0xE703_7ED1_A0B4_28DB)
    .multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low
}

@inline(__always)
func bytesAreEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  guard a.count == b.count else { return false }
  guard let start = a.baseAddress, let other = b.baseAddress, a.count > 0 else { return true }
  return bytesAreEqual(start, other, a.count)
}

@inline(__always)
func bytesAreEqual(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Bool {
  if count < 8 { return shortWord(a, count) == shortWord(b, count) }
  var offset = 0
  while offset + 8 < count {
    guard word(a + offset) == word(b + offset) else { return false }
    offset += 8
  }
  return word(a + (count - 8)) == word(b + (count - 8))
}

@inline(__always)
private func word(_ at: UnsafeRawPointer) -> UInt64 { at.loadUnaligned(as: UInt64.self) }

/// Up to eight bytes as one word, different for different bytes of the same count.
@inline(__always)
func wordOfEightAtMost(_ at: UnsafeRawPointer, _ count: Int) -> UInt64 {
  count == 8 ? word(at) : shortWord(at, count)
}

/// Less than eight bytes as one word, by loads that may overlap.
@inline(__always)
private func shortWord(_ at: UnsafeRawPointer, _ count: Int) -> UInt64 {
  if count >= 4 {
    let low = UInt64(at.loadUnaligned(as: UInt32.self))
    let high = UInt64((at + (count - 4)).loadUnaligned(as: UInt32.self))
    return low | high << 32
  }
  guard count > 0 else { return 0 }
  let first = UInt64(at.load(as: UInt8.self))
  let middle = UInt64((at + count / 2).load(as: UInt8.self))
  let last = UInt64((at + (count - 1)).load(as: UInt8.self))
  return first | middle << 8 | last << 16
}

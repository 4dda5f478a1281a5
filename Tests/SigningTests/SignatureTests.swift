import Rules
import Signing
import Testing

@Suite("Signatures of scorers")
struct SignatureTests {
  private let key: SigningKey
  private let digest = ScorerSignature.digest(of: Array("a library".utf8))

  init() throws { key = try SigningKey(seed: Array(1...32)) }

  @Test("a signature is its key's over its digest, and no other's")
  func verifies() throws {
    let other = try SigningKey(seed: Array(2...33))
    let signature = try key.sign(digest: digest)
    #expect(signature.isMade(by: try key.publicKey))
    #expect(!signature.isMade(by: try other.publicKey))
    let moved = ScorerSignature(
      digest: ScorerSignature.digest(of: []), keyID: signature.keyID,
      signature: signature.signature)
    #expect(!moved.isMade(by: try key.publicKey))
    for bit in 0..<8 {
      var bytes = signature.signature
      bytes[7 * bit] ^= 1 << UInt8(bit)
      let forged = ScorerSignature(digest: digest, keyID: signature.keyID, signature: bytes)
      #expect(!forged.isMade(by: try key.publicKey))
    }
  }

  @Test("RFC 8032's first test vector: the key of this seed is that public key")
  func vector() throws {
    let seed: [UInt8] = [
      0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c,
      0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae,
      0x7f, 0x60,
    ]
    let publicKey = try SigningKey(seed: seed).publicKey
    #expect(publicKey.bytes.prefix(4) == [0xd7, 0x5a, 0x98, 0x01])
    #expect(publicKey.bytes.suffix(2) == [0x51, 0x1a])
  }

  @Test("what is written is read back; anything else is refused by its code")
  func texts() throws {
    let signature = try key.sign(digest: digest)
    #expect(try ScorerSignature(text: signature.text) == signature)
    #expect(try PublicKey(text: key.publicKey.text) == key.publicKey)
    #expect(try SigningKey(text: key.text).publicKey == key.publicKey)
    for text in ["", "windowstaff-public-key", "windowstaff-public-key AAAA", key.text] {
      let refusal = #expect(throws: Problem.self) { try PublicKey(text: text) }
      #expect(refusal?.code == .trustKeyMalformed)
    }
    let refusal = #expect(throws: Problem.self) { try SigningKey(text: key.publicKey.text) }
    #expect(refusal?.code == .signingKeyMalformed)
    for text in ["", signature.text + "more 1\n", String(signature.text.dropFirst())] {
      let refusal = #expect(throws: Problem.self) { try ScorerSignature(text: text) }
      #expect(refusal?.code == .signatureMalformed)
    }
  }
}

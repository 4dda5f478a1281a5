"""Prints the Swift source of the table of readings. See pinyin, which runs it."""
import sys

from pypinyin.contrib.tone_convert import to_normal
from pypinyin.pinyin_dict import pinyin_dict

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
# The blocks in which personal names are written: every code point has an entry there. What lies
# beyond is listed one by one.
DENSE = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF)]
# Two readings a character; a third one is that of no given name.
READINGS_MAX = 2
WIDTH = 94


def toneless(reading):
    return to_normal(reading).replace("ü", "v").replace("ê", "e")


def readings(value):
    seen = dict.fromkeys(toneless(reading) for reading in value.split(","))
    return [r for r in seen if r.isascii() and r.isalpha()][:READINGS_MAX]


def base64(number, width):
    text = ""
    for _ in range(width):
        text = DIGITS[number % 64] + text
        number //= 64
    assert number == 0
    return text


def literal(text):
    lines = [text[i:i + WIDTH] for i in range(0, len(text), WIDTH)]
    return '"""\n' + "\\\n".join(f"    {line}" for line in lines) + '\n    """'


def main():
    characters = {}
    for code, value in pinyin_dict.items():
        found = readings(value)
        if found and code >= 0x3007:
            characters[code] = found
    syllables = sorted({syllable for found in characters.values() for syllable in found})
    number = {syllable: index + 1 for index, syllable in enumerate(syllables)}

    def entry(code):
        first, second = (*(number[s] for s in characters.get(code, [])), 0, 0)[:2]
        return base64(first * 512 + second, 3)

    dense = "".join(entry(code) for first, last in DENSE for code in range(first, last + 1))
    rest = sorted(
        code for code in characters if not any(a <= code <= b for a, b in DENSE))
    sparse = "".join(base64(code, 3) + entry(code) for code in rest)
    surnames = []
    for line in open(sys.argv[1], encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            name, *parts = line.replace("ü", "v").split()
            assert len(name) == len(parts), line
            if len(name) > 1 or characters[ord(name)][0] != parts[0]:
                surnames.append(" ".join([name, *parts]))
    print("// Written by tools/names/pinyin from published data. Do not edit.")
    print()
    print("/// The readings of characters and surnames, as `Pinyin` reads them.")
    print("enum PinyinTable {")
    print("  /// Syllables without tones (`ü` is `v`), numbered from 1.")
    print(f"  static let syllables: StaticString = {literal(','.join(syllables))}")
    print()
    print("  /// U+3400 to U+4DBF, then U+4E00 to U+9FFF: three digits of base 64 each, 512 times the number")
    print("  /// of the commonest reading and that of another; 0 is none.")
    print(f"  static let dense: StaticString = {literal(dense)}")
    print()
    print("  /// All others by code point: three digits of it, three as above.")
    print(f"  static let sparse: StaticString = {literal(sparse)}")
    print()
    print("  /// Surnames that are not read as their characters are elsewhere.")
    print(f"  static let surnames: StaticString = {literal(','.join(surnames))}")
    print("}")


main()

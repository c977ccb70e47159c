"""Work on text: templates, word counts, ciphers, alignment, Unicode, regular expressions, bytes."""

from __future__ import annotations

import base64
import binascii
import html
import re
import string
import textwrap
import unicodedata
from collections import Counter
from difflib import SequenceMatcher, unified_diff
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = """
The quick brown fox jumps over the lazy dog. «Grüße aus Köln», sagte der Bär — naïve, 東京, Ελλάδα!
Call +49 221 123-456 or write to jane.doe@example.org before 2024-03-31; the price is 1.299,00 €.
Nobody expects the Spanish inquisition: fear, surprise, efficiency and a fanatical devotion.
""".strip()

PAGE = """<html><h1>{{ title | upper }}</h1>
{% for person in people %}<li class="{{ person.kind }}">{{ person.name }} ({{ person.age }})
{% if person.age %}<b>known</b>{% end %}</li>
{% end %}<p>{{ footer | escape }}</p></html>"""

FILTERS: dict[str, Callable[[str], str]] = {'upper': str.upper, 'escape': html.escape}
PART = re.compile(r'(\{\{.*?\}\}|\{%.*?%\})')
Names = dict[str, object]


def look_up(names: Names, path: str) -> object:
    value: object = names
    for part in path.split('.'):
        value = value[part] if isinstance(value, dict) else getattr(value, part)
    return value


def render(template: str, names: Names) -> str:
    parts = PART.split(template)
    out: list[str] = []

    def block(at: int, names: Names, is_on: bool) -> int:
        while at < len(parts):
            part = parts[at]
            at += 1
            if part.startswith('{{'):
                path, *filters = (piece.strip() for piece in part[2:-2].split('|'))
                if is_on:
                    text = str(look_up(names, path))
                    for name in filters:
                        text = FILTERS[name](text)
                    out.append(text)
            elif part.startswith('{%'):
                words = part[2:-2].split()
                if words[0] == 'end':
                    return at
                if words[0] == 'if':
                    at = block(at, names, is_on and bool(look_up(names, words[1])))
                else:
                    items = look_up(names, words[3]) if is_on else []
                    end = at
                    for item in items:  # type: ignore[attr-defined]
                        end = block(at, {**names, words[1]: item}, True)
                    at = end if items else block(at, names, False)
            elif is_on:
                out.append(part)
        return at

    block(0, names, True)
    return ''.join(out)


def caesar(text: str, shift: int) -> str:
    letters = string.ascii_lowercase
    table = str.maketrans(letters, letters[shift:] + letters[:shift])
    return text.translate(table)


def vigenere(text: str, key: str) -> str:
    out = []
    for i, letter in enumerate(text):
        if letter.isalpha() and letter.isascii():
            base = 65 if letter.isupper() else 97
            out.append(chr((ord(letter) - base + ord(key[i % len(key)]) - 97) % 26 + base))
        else:
            out.append(letter)
    return ''.join(out)


def plain(text: str) -> str:
    decomposed = unicodedata.normalize('NFKD', text)
    return ''.join(c for c in decomposed if unicodedata.category(c)[0] in 'LNZ')


def distance(a: str, b: str) -> int:
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y)))
        before = row
    return before[-1]


def packed(data: bytes) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for byte in data:
        if runs and runs[-1][0] == byte:
            runs[-1] = (byte, runs[-1][1] + 1)
        else:
            runs.append((byte, 1))
    return runs


def roman(n: int) -> str:
    out = ''
    for value, letters in (
        (1000, 'M'),
        (900, 'CM'),
        (500, 'D'),
        (100, 'C'),
        (90, 'XC'),
        (50, 'L'),
        (40, 'XL'),
        (10, 'X'),
        (9, 'IX'),
        (5, 'V'),
        (4, 'IV'),
        (1, 'I'),
    ):
        while n >= value:
            out += letters
            n -= value
    return out


def run() -> None:
    people = [{'name': f'Person {i}', 'age': i % 4, 'kind': 'ab'[i % 2]} for i in range(30)]
    for _ in range(4):
        page = render(PAGE, {'title': 'All', 'people': people, 'footer': '<&> "end"'})
    assert '&lt;' in page and page.count('<li') == 30
    words = re.findall(r'\w+', TEXT.lower())
    common = Counter(words).most_common(5)
    assert common[0][0] == 'the'
    assert caesar(caesar(TEXT, 3), 23).isupper() is False and vigenere(TEXT, 'lemon') != TEXT
    assert 'Grusse' not in plain(TEXT) and 'Koln' in plain(TEXT)
    assert distance('kitten sitting', 'sitting kitten') > 3
    for pattern in (
        r'[\w.]+@[\w.]+\.\w{2,}',
        r'\+?\d[\d -]+\d',
        r'(\d{4})-(\d\d)-(\d\d)',
        r'(?i)\bthe\b',
        r'«([^»]+)»',
        r'(?<=price is )[\d.,]+',
        r'^\w+.*[.!]$',
        r'(a|b|fox|dog)(?! jumps)',
    ):
        compiled = re.compile(pattern, re.MULTILINE)
        assert compiled.search(TEXT) or pattern.startswith('^') or True
        compiled.findall(TEXT * 3)
        compiled.sub('#', TEXT)
    assert re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world') == 'world hello'
    for i in range(1, 300):
        line = f'{i}: {roman(i)}'
        key, _, value = line.partition(': ')
        assert key.isdigit() and value.strip().lower().upper() == value
        assert line.zfill(20).lstrip('0').rjust(25).strip() == line and line.startswith(key)
        fields = ','.join([key, value, key]).split(',')
        assert (
            fields[-1].join('ab')
            and line.replace(':', ';').find(';') > 0
            and line[::-1][::-1] == line
        )
    data = TEXT.encode()
    assert base64.b64decode(base64.b64encode(data)) == data == bytes.fromhex(data.hex())
    assert len(packed(bytes(i // 9 % 7 for i in range(1500)))) > 10 and binascii.crc32(data)
    buffer = bytearray(data)
    for i in range(0, len(buffer), 3):
        buffer[i] ^= 0x55
    view = memoryview(buffer)
    assert bytes(view[::2]) and view[3:9].tobytes() and buffer.find(b'q') >= -1
    assert textwrap.fill(TEXT, 40) and textwrap.dedent('  a\n  b') == 'a\nb'
    a, b = TEXT.splitlines(), TEXT.replace('fox', 'cat').splitlines()
    assert SequenceMatcher(None, a[0][:40], b[0][:40]).ratio() > 0.8 and list(unified_diff(a, b))
    assert string.Template('$a and ${b}').substitute(a=1, b=2) == '1 and 2'
    assert (
        'ß'.upper() == 'SS'
        and 'İ'.lower()
        and '\N{SNOWMAN}'.encode('utf-16')
        and 'é'.encode('latin-1')
    )
    assert TEXT.encode('ascii', 'xmlcharrefreplace') and TEXT.encode('ascii', 'ignore').decode(
        'ascii'
    )

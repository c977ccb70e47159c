"""Building, taking apart and changing text.

Loads the methods of str and bytes, f-strings, %-formatting, joining and slicing.
"""

from __future__ import annotations

from string import Template, ascii_lowercase

EXPECTED = 7_238_296
PARAGRAPHS = 5_000
WORDS = (
    'alpha',
    'beta',
    'gamma',
    'delta',
    'epsilon',
    'zeta',
    'eta',
    'theta',
    'iota',
    'kappa',
    'lambda',
    'mu',
    'nu',
    'xi',
    'omicron',
    'pi',
    'rho',
    'sigma',
    'tau',
    'upsilon',
    'phi',
    'chi',
    'psi',
    'omega',
    '\u00e9t\u00e9',
    'na\u00efve',
    '\u4f60\u597d',
)
SHIFTED = str.maketrans(ascii_lowercase, ascii_lowercase[13:] + ascii_lowercase[:13])


def paragraph(number: int) -> str:
    words = [WORDS[(number * step + step * step) % len(WORDS)] for step in range(1, 25)]
    return ' '.join(words).capitalize() + '.'


def formatted(number: int, text: str) -> str:
    head = f'{number:>6d}|{number / 7:10.4f}|{number:#06x}|{text[:10]!r:<14}|{number:,}'
    old = '%-8s %05d %.3e %s' % (text[:5], number, number / 3, text[-5:])  # noqa: UP031
    newer = '{0:^12} {1:+d} {name:.3}'.format(text[3:9], number, name=text)  # noqa: UP032
    return '\n'.join((head, old, newer, Template('$a-${b}').substitute(a=number, b=text[2:6])))


def char_classes(text: str) -> int:
    letters = vowels = uppers = 0
    for char in text:
        if char.isalpha():
            letters += 1
            if char in 'aeiou':
                vowels += 1
            elif char.isupper():
                uppers += 1
    return letters + vowels * 3 + uppers * 7


def caesar(text: str, shift: int) -> str:
    out: list[str] = []
    for char in text:
        code = ord(char)
        out.append(chr((code - 97 + shift) % 26 + 97) if 97 <= code < 123 else char)
    return ''.join(out)


def is_palindrome(word: str) -> bool:
    return word == word[::-1]


def changed(text: str) -> int:
    total = len(text.upper().swapcase().title().replace('alpha', 'a').replace(' ', '  '))
    total += text.count('a') + text.find('omega') + text.rfind('e')
    total += sum(len(part) for part in text.partition('. ')) + len(text.translate(SHIFTED))
    total += sum(word.startswith(('a', 'b')) + word.endswith('a') for word in text.split())
    total += sum(map(is_palindrome, text.split()))
    data = text.encode()
    total += len(data) + data.count(b'a') + len(data.hex()) + len(data.decode().strip('.A'))
    return total


def bench() -> int:
    checksum = 0
    lines: list[str] = []
    log = ''
    for number in range(PARAGRAPHS):
        text = paragraph(number)
        lines.append(formatted(number, text))
        log += text[:20]
        log += '\n'
        checksum += changed(text)
        if number % 3 == 0:
            checksum += char_classes(text)
            if caesar(caesar(text, 5), 21) != text:
                raise ValueError('shifted wrongly')
    joined = '\n'.join(lines)
    checksum += len(log) + len(joined) + len(joined.splitlines()) * 3
    return checksum + sum(map(ord, joined[::97]))

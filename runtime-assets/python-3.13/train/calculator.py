"""A tokenizer, a recursive parser, a compiler and a stack machine for a small language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<op><=|>=|==|!=|[-+*/%<>=(){};,]))""",
    re.VERBOSE,
)

PROGRAM = """
n = 48; a = 0; b = 1; count = 0;
while n > 0 { t = a + b; a = b; b = t % 100007; n = n - 1;
  if b % 2 == 0 { count = count + 1; } else { count = count + 0; } }
x = 27; steps = 0;
while x != 1 { if x % 2 == 0 { x = x / 2; } else { x = 3 * x + 1; } steps = steps + 1; }
print(b, count, steps, max(a, b), (1 + 2) * (3 - 4) / 5);
"""


@dataclass(slots=True)
class Token:
    kind: str
    text: str


class Source:
    def __init__(self, text: str) -> None:
        self.tokens = list(self._read(text))
        self.at = 0

    @staticmethod
    def _read(text: str) -> Iterator[Token]:
        end = len(text.rstrip())
        position = 0
        while position < end:
            match = TOKEN.match(text, position)
            if match is None:
                raise SyntaxError(f'what is {text[position]!r}?')
            yield Token(match.lastgroup or '', match.group(match.lastgroup or 0))
            position = match.end()
        yield Token('end', '')

    def peek(self) -> str:
        return self.tokens[self.at].text

    def next(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def accept(self, *texts: str) -> str | None:
        return self.next().text if self.peek() in texts else None

    def expect(self, text: str) -> None:
        if self.next().text != text:
            raise SyntaxError(f'{text} is missing')


Instruction = tuple[str, object]


@dataclass
class Compiler:
    source: Source
    code: list[Instruction] = field(default_factory=list)

    def emit(self, name: str, argument: object = None) -> int:
        self.code.append((name, argument))
        return len(self.code) - 1

    def block(self, end: str) -> None:
        while self.source.peek() != end:
            self.statement()
        self.source.next()

    def statement(self) -> None:
        source = self.source
        token = source.next()
        match token:
            case Token('name', 'while'):
                start = len(self.code)
                self.expression(0)
                leave = self.emit('jump_if_false')
                source.expect('{')
                self.block('}')
                self.emit('jump', start)
                self.code[leave] = ('jump_if_false', len(self.code))
            case Token('name', 'if'):
                self.expression(0)
                skip = self.emit('jump_if_false')
                source.expect('{')
                self.block('}')
                if source.accept('else'):
                    over = self.emit('jump')
                    self.code[skip] = ('jump_if_false', len(self.code))
                    source.expect('{')
                    self.block('}')
                    self.code[over] = ('jump', len(self.code))
                else:
                    self.code[skip] = ('jump_if_false', len(self.code))
            case Token('name', name) if source.accept('='):
                self.expression(0)
                source.expect(';')
                self.emit('store', name)
            case Token('name', name):
                source.at -= 1
                self.expression(0)
                source.expect(';')
                self.emit('drop')
            case Token(kind, text):
                raise SyntaxError(f'{kind} {text}')

    LEVELS = (('==', '!=', '<', '>', '<=', '>='), ('+', '-'), ('*', '/', '%'))

    def expression(self, level: int) -> None:
        if level == len(self.LEVELS):
            self.atom()
            return
        self.expression(level + 1)
        while operator := self.source.accept(*self.LEVELS[level]):
            self.expression(level + 1)
            self.emit('binary', operator)

    def atom(self) -> None:
        token = self.source.next()
        if token.kind == 'number':
            self.emit('push', float(token.text) if '.' in token.text else int(token.text))
        elif token.text == '(':
            self.expression(0)
            self.source.expect(')')
        elif token.text == '-':
            self.atom()
            self.emit('negate')
        elif self.source.accept('('):
            count = 0
            while not self.source.accept(')'):
                self.expression(0)
                self.source.accept(',')
                count += 1
            self.emit('call', (token.text, count))
        else:
            self.emit('load', token.text)


BINARY: dict[str, Callable[[float, float], float]] = {
    '+': lambda a, b: a + b,
    '-': lambda a, b: a - b,
    '*': lambda a, b: a * b,
    '/': lambda a, b: a // b if isinstance(a, int) and isinstance(b, int) else a / b,
    '%': lambda a, b: a % b,
    '==': lambda a, b: a == b,
    '!=': lambda a, b: a != b,
    '<': lambda a, b: a < b,
    '>': lambda a, b: a > b,
    '<=': lambda a, b: a <= b,
    '>=': lambda a, b: a >= b,
}


class Machine:
    def __init__(self) -> None:
        self.names: dict[str, float] = {}
        self.stack: list[float] = []
        self.printed: list[str] = []
        self.functions: dict[str, Callable[..., float]] = {'max': max, 'print': self._print}

    def _print(self, *values: float) -> float:
        self.printed.append(' '.join(map(str, values)))
        return 0

    def run(self, code: list[Instruction]) -> None:
        stack = self.stack
        at = 0
        while at < len(code):
            name, argument = code[at]
            at += 1
            if name == 'push':
                stack.append(argument)  # type: ignore[arg-type]
            elif name == 'load':
                stack.append(self.names[argument])  # type: ignore[index]
            elif name == 'store':
                self.names[argument] = stack.pop()  # type: ignore[index]
            elif name == 'binary':
                right = stack.pop()
                stack[-1] = BINARY[argument](stack[-1], right)  # type: ignore[index]
            elif name == 'jump':
                at = argument  # type: ignore[assignment]
            elif name == 'jump_if_false':
                if not stack.pop():
                    at = argument  # type: ignore[assignment]
            elif name == 'call':
                function, count = argument  # type: ignore[misc]
                arguments = stack[len(stack) - count :]
                del stack[len(stack) - count :]
                stack.append(self.functions[function](*arguments))
            elif name == 'negate':
                stack[-1] = -stack[-1]
            elif name == 'drop':
                stack.pop()


def run() -> None:
    for _ in range(3):
        compiler = Compiler(Source(PROGRAM))
        compiler.block('')
        machine = Machine()
        machine.run(compiler.code)
        assert machine.printed and machine.names['steps'] == 111
    for wrong in ('x = ;', '?', 'while {', 'x = (1;'):
        try:
            Compiler(Source(wrong)).block('')
        except (SyntaxError, IndexError, KeyError):
            continue

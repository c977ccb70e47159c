"""TypeAdapter over the types of the standard library; strict and lax."""
import enum
import re
import uuid
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction
from ipaddress import IPv4Address, IPv6Network
from pathlib import PurePosixPath
from typing import Any, Callable, FrozenSet, Iterable, Literal, Mapping, Sequence, Set, Tuple, Type

from pydantic import TypeAdapter, ValidationError


class Colour(enum.Enum):
    RED = 'red'
    BLUE = 'blue'


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Flag(enum.IntFlag):
    A = 1
    B = 2


CASES = [
    (int, ['1', 1.0, True, '1_000', ' 5 ', '1.0', 1.5, '', None, '0x1', 10**30, 'inf', b'7']),
    (float, ['1.5', 1, 'nan', '1e3', True, 'x', None, Decimal('2.5')]),
    (bool, [0, 1, 'yes', 'OFF', 't', 2, 'maybe', 1.0, None]),
    (str, ['a', b'b', bytearray(b'c'), 1, None, Colour.RED]),
    (bytes, ['é', b'x', 5]),
    (Decimal, ['1.10', 1, 1.1, 'NaN', 'x', True, Decimal('Infinity')]),
    (Colour, ['red', Colour.BLUE, 'green', 1]),
    (Level, [1, '2', 2.0, 3, Level.LOW]),
    (Flag, [3, 4]),
    (Literal['a', 1, True, None], ['a', 1, True, None, '1', 2]),
    (list[int], [['1'], ('2',), {3}, 'ab', {'a': 1}, range(2), (x for x in [1, 'z'])]),
    (Tuple[int, str], [('1', 'a'), [1, 'b'], (1,), (1, 'a', 2)]),
    (tuple[int, ...], [['1', 2], ['x']]),
    (Set[int], [['1', '1'], [[]], 5]),
    (FrozenSet[str], [['a']]),
    (dict[int, float], [{'1': '2'}, {'a': 1}, [(1, 2)]]),
    (deque[int], [['1'], 'x']),
    (Mapping[str, int], [{'a': '1'}, OrderedDict(b=2)]),
    (Sequence[int], [('1', 2), [3], '45']),
    (defaultdict[str, list[int]], [{'a': ['1']}]),
    (Counter[str], [{'a': '2'}, {'a': 'b'}]),
    (uuid.UUID, ['12345678123456781234567812345678', 'urn:uuid:12345678-1234-5678-1234-567812345678', 'xyz', '12345678-1234-5678-1234-56781234567', 5]),
    (IPv4Address, ['1.2.3.4', 16909060, '1.2.3', None]),
    (IPv6Network, ['2001:db8::/32', 'x']),
    (PurePosixPath, ['a/b', 5]),
    (re.Pattern, ['^a+$', '(', 5]),
    (Type[int], [bool, str, 5]),
    (Callable, [len, 5]),
    (Any, [object, None]),
    (Fraction, ['1/3', 2, 'x']),
]
for type_, inputs in CASES:
    try:
        adapter = TypeAdapter(type_)
    except Exception as error:
        print(type_, type(error).__name__)
        continue
    for strict in (False, True):
        for given in inputs:
            shown = 'generator' if 'generator' in type(given).__name__ else repr(given)
            try:
                value = adapter.validate_python(given, strict=strict)
                print(type_, shown, '->', repr(value), type(value).__name__)
            except ValidationError as error:
                print(type_, shown, '->', [(line['type'], line['msg']) for line in error.errors()])
print(TypeAdapter(Iterable[int]).validate_python(['1', '2']).__next__())
print(TypeAdapter(dict[str, list[int]]).validate_json('{"a": ["1", 2]}'))
print(TypeAdapter(list[int]).validate_json('[1, "2", 3', experimental_allow_partial=True))
print(TypeAdapter(dict[str, int]).validate_strings({'a': '5'}))
for text in ('[1, 2', '{"a": nan}', '', '[1e999]', '"\\ud800"', '{"a": 1, "a": "x"}', '[' * 300):
    try:
        print(TypeAdapter(Any).validate_json(text))
    except ValidationError as error:
        print(error.errors()[0]['type'], error.errors()[0]['msg'])

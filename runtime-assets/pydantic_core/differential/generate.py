# ruff: noqa: E501 (schemas are written as one text each)
"""Makes schemas and inputs, the same for the same seed."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"""(?:'(?:[^'\\]|\\.)*'|\([^()]*\)|[^\s'])+""")


def words(text: str) -> list[str]:
    """Splits at spaces, but not in strings and parentheses."""
    return _WORD.findall(text)


#: Inputs for anything.
POOL = words("""
None True False 0 1 -1 2 42 10**20 -10**30 0.0 1.0 1.5 -2.25 nan inf -inf 1e16 1e-7 2.5e300
'' 'a' 'abc' 'foo bar' ' x ' '1' '0' '-5' '1.0' '1.5' '+3' ' 42 ' '1_000' '1e3' 'nan' 'true'
'False' 'yes' 'off' 'null' 'None' 'red' 'x,y' 'é' '日本' '\\ud83d' 'a'*60 b'' b'a' b'1'
b'true' b'\\xff' b'12' bytearray(b'ab') [] [1] [1,2,3] ['1','x'] [[1],[2]] () (1,) (1,2)
('a',3) {} {'a':1} {'a':1,'b':2} {'a':'x'} {'b':None} {1:2} {'1':'2'} {'x':1,'y':2}
{'kind':'k1','a':1} {'kind':'zz'} {'kind':2} set() {1,2} frozenset({1}) Color.RED Size.SMALL
Word.YES Ratio.HALF Color Base MyStr('s') MyStr('5') MyInt(7) MyFloat(1.5) MyBytes(b'q')
MyList([1,2]) MyDict({'a':1}) MyMapping({'a':1}) Thing(a=1,b='2') Thing(kind='k1',a=3)
Base() Derived() ModelA(a=1) ModelB(b=2) ModelA2(a=5) DataA(1) DataB(2) Pair(1,2)
Decimal('1.5') Decimal('3') Decimal('NaN') Decimal('Infinity') MyDecimal('2') Fraction(1,2)
Fraction(4,2) 1j 3+0j dt.date(2020,1,2) dt.datetime(2020,1,2) dt.datetime(2020,1,2,3,4,5,6)
dt.datetime(2020,1,2,3,4,tzinfo=dt.timezone.utc) dt.time(1,2,3) dt.timedelta(seconds=90)
dt.timedelta(days=-1,seconds=5) MyDate(2021,3,4) '2020-01-02' '2020-01-02T03:04:05'
'2020-01-02T03:04:05.678Z' '2020-01-02 03:04+02:00' '12:34' '12:34:56.789' '25:00'
'2020-13-01' '2020-02-30' '1577836800' '1577923200.5' 1577836800 1577836800000 86400
'P1DT2H' 'PT3.5S' '1 day, 2:03:04' '-P2W' '3 days' '01:02:03' 'P1X'
UUID('12345678-1234-5678-1234-567812345678') '12345678-1234-5678-1234-567812345678'
'12345678123456781234567812345678' '1234' 'urn:uuid:12345678-1234-5678-1234-567812345678'
'http://example.com' 'https://user:pw@host:8080/p?q=1#f' 'not a url' 'http://' 'file:///etc'
'redis://a:1,b:2/0' 'HTTP://EXAMPLE.com/../x' letters(3) failing(2) range(3) twice object
deque([1,2],5) OrderedDict(a=1) Counter('aab') '[1, 2]' '{"a": 1}' '{"a": ' '"x"' 'aGVsbG8='
'68656c'
""")

#: Inputs that types of schemas read.
BY_TYPE: dict[str, list[str]] = {
    'int': words("0 1 5 -3 '7' 12.0 True '0012' '1.00' '1_0' b'9' Decimal('4') 10**19 '9'*25 Fraction(6,3)"),
    'float': words("0.5 1 '2.5' '1e5' True b'1.5' Decimal('0.25') -0.0 '  7.5 ' '.5' '5.'"),
    'str': words("'abc' 'hello' '' ' pad ' b'by' bytearray(b'ba') MyStr('sub') Word.NO 5 1.5 'ÀÉ' 'Abc1'"),
    'bool': words("True False 1 0 'on' 'N' 'TRUE' 1.0 b't' '2' 0.5"),
    'bytes': words("b'abc' 'text' bytearray(b'x') MyBytes(b'm') 'aGk=' 'ff00' 'zz'"),
    'date': words("dt.date(2000,1,1) '2001-02-03' '2001-02-03T00:00:00' dt.datetime(2001,2,3) '2001-02-03T01:00' 946684800 '946684800' MyDate(1999,9,9) '0000-01-01'"),
    'datetime': words("dt.datetime(2000,1,1,1) '2001-02-03T04:05:06' '2001-02-03' 946684800 946684800.25 '2001-02-03T04:05:06.1234567' '2001-02-03T04:05:06+25:00' dt.date(2020,2,2) '2032-01-01T00:00:00-02:30' -1 '12e3' '1e10'"),
    'time': words("dt.time(4,5) '04:05' '04:05:06.5' 3600 3600.5 '04:05Z' '04:05:06+01:00' 90000 '3600' -1"),
    'timedelta': words("dt.timedelta(hours=1) 'PT1H' 60 1.5 '1d' '00:01:02' '-1 days' 'P1Y2M' 'PT36H' '100:00:00' 'P1DT' '+P3D' '5 d'"),
    'decimal': words("Decimal('1.25') '3.14' 5 2.5 'x' True (0,(1,2),-1) '1e5' MyDecimal('7.0') '123456.789' Decimal('0.001')"),
    'fraction': words("Fraction(1,3) '1/3' 0.5 2 '0.25' '1/0' Decimal('0.5') True"),
    'complex': words("1j '1+2j' 3 2.5 'x' '(1+2j)' True 'nan' 'inf-1j'"),
    'uuid': words("UUID('12345678-1234-5678-1234-567812345678') 'c0a8f9a8-aa5e-482b-a067-9cb3a51f5c11' b'\\x12\\x34\\x56\\x78'*4 '{c0a8f9a8-aa5e-482b-a067-9cb3a51f5c11}' 'c0a8f9a8-aa5e-482b-a067-9cb3a51f5c1' 'c0a8f9a8-aa5e-482b-a067-9cb3a51f5c1g' 'c0a8f9a8-aa5e-482b-a0679cb3a51f5c11' 5"),
    'url': words("'http://a.b' 'https://x.org:443/p/../q' 'ftp://u@h/' 'foo:bar' '//x' 'http://[::1]:80/' 'http://1.2.3' 'http://exa mple' 'http://münchen.de/ä?ö#ü' 'http://a:99999' 'ws://h:80' 'data:text' 'http:/a\\\\b' 'http://a/%zz'"),
    'multi-host-url': words("'redis://a,b,c' 'postgres://u:p@h1:1,u2@h2:2/db' 'http://a,b' 'redis://a,,b' 'mysql://' 'http://localhost'"),
    'none': ['None', "'None'", "''", '0'],
    'any': [],
    'callable': ['twice', 'Base', '1', 'len'],
}  # fmt: skip

SCALARS = [
    'any',
    'none',
    'bool',
    'int',
    'float',
    'str',
    'bytes',
    'date',
    'time',
    'datetime',
    'timedelta',
    'decimal',
    'uuid',
    'complex',
    'url',
    'multi-host-url',
    'fraction',
]
COMPOUND = [
    'list',
    'tuple',
    'set',
    'frozenset',
    'dict',
    'nullable',
    'union',
    'default',
    'tagged-union',
    'typed-dict',
    'model',
    'dataclass',
    'chain',
    'lax-or-strict',
    'json-or-python',
    'json',
    'custom-error',
    'function-before',
    'function-after',
    'function-wrap',
    'function-plain',
    'literal',
    'enum',
    'is-instance',
    'is-subclass',
    'callable',
    'generator',
    'definitions',
    'arguments',
    'call',
    'deque',
    'named-tuple',
    'ordered-dict',
    'counter',
    'root-model',
    'ellipsis',
    'arguments-v3',
]


class Shape:
    """A schema as source text, and inputs that it is made for."""

    def __init__(self, text: str, inputs: list[str]) -> None:
        self.text = text
        self.inputs = inputs


class Generator:
    """Makes cases from a seed."""

    def __init__(self, seed: str) -> None:
        self.rng = random.Random(seed)
        self.refs: list[str] = []

    def maybe(self, chance: float) -> bool:
        return self.rng.random() < chance

    def pick(self, options: list[Any]) -> Any:
        return options[int(self.rng.random() * len(options))]

    def some(self, inputs: list[str], count: int = 6) -> list[str]:
        return [self.pick(inputs) for _ in range(count)] if inputs else [self.pick(POOL)]

    def schema(self, depth: int, kind: str | None = None) -> Shape:
        if kind is None:
            choose_scalar = depth <= 0 or self.maybe(0.35)
            kind = self.pick(SCALARS if choose_scalar else COMPOUND)
        if self.refs and self.maybe(0.1):
            return Shape(f"{{'type':'definition-ref','schema_ref':{self.pick(self.refs)!r}}}", [])
        if kind in SCALARS:
            shape = self.scalar(kind)
        else:
            name = f'make_{kind}'.replace('-', '_')
            make: Callable[[int], Shape] = getattr(self, name)
            shape = make(depth - 1)
        if self.maybe(0.06):
            shape = Shape(self.with_serialization(shape.text), shape.inputs)
        return shape

    def with_serialization(self, text: str) -> str:
        when = self.pick(['always', 'unless-none', 'json', 'json-unless-none'])
        extra = '' if self.maybe(0.5) else f",'when_used':{when!r}"
        ser = self.pick(
            [
                "{'type':'function-plain','function':ser_twice%s}",
                "{'type':'function-plain','function':ser_info,'info_arg':True%s}",
                "{'type':'function-wrap','function':ser_wrap%s}",
                "{'type':'function-plain','function':ser_fail%s}",
                "{'type':'to-string'%s}",
                "{'type':'format','formatting_string':'>5'%s}",
                "{'type':'function-plain','function':same,'return_schema':{'type':'int'}%s}",
            ]
        )
        return f"{text[:-1]},'serialization':{ser % extra}}}"

    def strict(self) -> str:
        return self.pick(['', '', '', '', ",'strict':True", ",'strict':False"])

    def limits(self, low: str, high: str) -> str:
        text = ''
        if self.maybe(0.25):
            text += f',{self.pick(["ge", "gt"])!r}:{low}'
        if self.maybe(0.25):
            text += f',{self.pick(["le", "lt"])!r}:{high}'
        return text

    def lengths(self) -> str:
        text = ''
        if self.maybe(0.15):
            text += f",'min_length':{self.pick([0, 1, 2, 3])}"
        if self.maybe(0.15):
            text += f",'max_length':{self.pick([0, 1, 2, 5])}"
        return text

    def scalar(self, kind: str) -> Shape:
        text = f"{{'type':{kind!r}"
        if kind not in ('any', 'none'):
            text += self.strict()
        if kind == 'int':
            text += self.limits('0', '10') + (",'multiple_of':3" if self.maybe(0.1) else '')
        elif kind == 'float':
            text += self.limits('0.5', '10.0') + (",'multiple_of':0.5" if self.maybe(0.1) else '')
            text += ",'allow_inf_nan':False" if self.maybe(0.15) else ''
        elif kind == 'decimal':
            text += self.limits("Decimal('0.5')", "Decimal('100')")
            digits = self.maybe(0.15)
            text += f",'max_digits':{self.pick([3, 5])}" if digits else ''
            text += f",'decimal_places':{self.pick([0, 2])}" if self.maybe(0.15) else ''
            text += ",'multiple_of':Decimal('0.25')" if self.maybe(0.1) else ''
        elif kind == 'fraction':
            text += self.limits('Fraction(1,4)', 'Fraction(3)')
        elif kind == 'str':
            text += self.lengths()
            text += self.pick(['', '', '', ",'pattern':'^a.*c$'", ",'pattern':r'\\d+'"])
            text += self.pick(['', '', '', ",'strip_whitespace':True", ",'to_lower':True"])
            text += self.pick(['', '', '', '', ",'to_upper':True", ",'ascii_only':True"])
            text += ",'coerce_numbers_to_str':True" if self.maybe(0.1) else ''
        elif kind == 'bytes':
            text += self.lengths()
        elif kind == 'date':
            text += self.limits('dt.date(2000,6,1)', 'dt.date(2020,6,1)')
        elif kind == 'datetime':
            text += self.limits('dt.datetime(2000,6,1)', 'dt.datetime(2020,6,1)')
            text += self.pick(['', '', '', ",'tz_constraint':'aware'", ",'tz_constraint':'naive'"])
            text += ",'microseconds_precision':'error'" if self.maybe(0.15) else ''
        elif kind == 'time':
            text += self.limits('dt.time(1)', 'dt.time(20)')
        elif kind == 'timedelta':
            text += self.limits('dt.timedelta(minutes=1)', 'dt.timedelta(days=2)')
        elif kind == 'uuid':
            text += ",'version':4" if self.maybe(0.2) else ''
        elif kind in ('url', 'multi-host-url'):
            text += ",'allowed_schemes':['http','https']" if self.maybe(0.15) else ''
            text += ",'host_required':True" if self.maybe(0.15) else ''
            text += ",'max_length':20" if self.maybe(0.1) else ''
            text += ",'default_host':'dflt'" if self.maybe(0.1) else ''
            text += ",'default_port':99,'default_path':'/dp'" if self.maybe(0.1) else ''
        return Shape(text + '}', BY_TYPE.get(kind, []))

    def items(self, depth: int) -> tuple[str, list[str]]:
        if self.maybe(0.1):
            return '', POOL
        inner = self.schema(depth)
        return f",'items_schema':{inner.text}", inner.inputs or POOL

    def sequence(self, kind: str, depth: int, forms: list[str]) -> Shape:
        items, inputs = self.items(depth)
        fast = ",'fail_fast':True" if self.maybe(0.1) else ''
        text = f"{{'type':{kind!r}{items}{self.lengths()}{self.strict()}{fast}}}"
        made: list[str] = []
        for form in forms:
            entries = ','.join(self.some(inputs, self.pick([0, 1, 2, 3])))
            made.append(form % entries)
        return Shape(text, made)

    def make_list(self, depth: int) -> Shape:
        return self.sequence(
            'list', depth, ['[%s]', '[%s]', '([%s],)[0]', 'MyList([%s])', 'iter([%s])']
        )

    def make_set(self, depth: int) -> Shape:
        return self.sequence('set', depth, ['[%s]', '[%s]', 'tuple([%s])', 'iter([%s])'])

    def make_frozenset(self, depth: int) -> Shape:
        return self.sequence('frozenset', depth, ['[%s]', 'tuple([%s])', 'iter([%s])'])

    def make_deque(self, depth: int) -> Shape:
        return self.sequence('deque', depth, ['[%s]', 'deque([%s])', 'deque([%s],2)'])

    def make_generator(self, depth: int) -> Shape:
        shape = self.sequence('generator', depth, ['[%s]', 'iter([%s])', '(x for x in [%s])'])
        return Shape(
            shape.text.replace(",'fail_fast':True", '').replace(",'strict':True", ''), shape.inputs
        )

    def make_tuple(self, depth: int) -> Shape:
        inner = [self.schema(depth) for _ in range(self.pick([0, 1, 2, 3]))]
        text = f"{{'type':'tuple','items_schema':[{','.join(shape.text for shape in inner)}]"
        if inner and self.maybe(0.5):
            text += f",'variadic_item_index':{self.pick(list(range(len(inner))))}"
        text += self.lengths() + self.strict() + '}'
        made: list[str] = []
        for form in ('(%s)', '[%s]', '(%s)'):
            entries = [self.pick(shape.inputs or POOL) for shape in inner]
            if self.maybe(0.3):
                entries.append(self.pick(POOL))
            body = ','.join(entries)
            made.append(form % (body + ',' if body and form == '(%s)' else body))
        return Shape(text, made)

    def mapping(self, kind: str, depth: int, forms: list[str]) -> Shape:
        key = self.schema(0, self.pick(['str', 'int', 'any', 'float', 'date', 'bool']))
        value = self.schema(depth)
        text = f"{{'type':{kind!r},'keys_schema':{key.text},'values_schema':{value.text}"
        text += self.lengths() + self.strict() + '}'
        keys = ["'a'", "'b'", "'1'", '1', "'2020-01-01'", '2.5', "'true'", 'None']
        made: list[str] = []
        for form in forms:
            entries = [f'{self.pick(keys)}:{self.pick(value.inputs or POOL)}' for _ in range(2)]
            made.append(form % ','.join(entries))
        return Shape(text, made)

    def make_dict(self, depth: int) -> Shape:
        return self.mapping('dict', depth, ['{%s}', '{%s}', 'MyMapping({%s})', 'MyDict({%s})'])

    def make_ordered_dict(self, depth: int) -> Shape:
        return self.mapping('ordered-dict', depth, ['{%s}', 'OrderedDict({%s})'])

    def make_counter(self, _depth: int) -> Shape:
        text = "{'type':'counter','keys_schema':{'type':'str'},'values_schema':{'type':'int'}%s}"
        return Shape(text % self.strict(), ["{'a':1}", "Counter('ab')", "{'a':'x'}", "{'a':'2'}"])

    def make_nullable(self, depth: int) -> Shape:
        inner = self.schema(depth)
        return Shape(f"{{'type':'nullable','schema':{inner.text}}}", ['None', *inner.inputs])

    def make_default(self, depth: int) -> Shape:
        inner = self.schema(depth)
        default = self.pick(
            ["'default':None", "'default':42", "'default':[1]", "'default_factory':list"]
        )
        text = f"{{'type':'default','schema':{inner.text},{default}"
        text += self.pick(['', '', ",'on_error':'default'", ",'on_error':'omit'"])
        text += ",'validate_default':True" if self.maybe(0.3) else ''
        return Shape(text + '}', inner.inputs)

    def make_union(self, depth: int) -> Shape:
        inner = [self.schema(depth) for _ in range(self.pick([1, 2, 2, 3, 4]))]
        choices = [
            f"({shape.text},'label{index}')" if self.maybe(0.1) else shape.text
            for index, shape in enumerate(inner)
        ]
        text = f"{{'type':'union','choices':[{','.join(choices)}]"
        text += ",'mode':'left_to_right'" if self.maybe(0.2) else ''
        text += self.custom_error(0.08) + '}'
        return Shape(text, [item for shape in inner for item in shape.inputs])

    def custom_error(self, chance: float) -> str:
        if not self.maybe(chance):
            return ''
        return self.pick(
            [
                ",'custom_error_type':'my_error','custom_error_message':'My {x}','custom_error_context':{'x':1}",
                ",'custom_error_type':'my_error','custom_error_message':'Mine'",
                ",'custom_error_type':'finite_number'",
            ]
        )

    def fields(
        self, depth: int, wrapper: str, names: list[str]
    ) -> tuple[str, list[Shape], list[str]]:
        shapes: list[Shape] = []
        parts: list[str] = []
        for name in names:
            shape = self.schema(depth)
            if wrapper != 'typed-dict-field' and self.maybe(0.4):
                shape = Shape(
                    f"{{'type':'default','schema':{shape.text},'default':{self.pick(['None', '7'])}}}",
                    shape.inputs,
                )
            text = f"{{'type':{wrapper!r},'schema':{shape.text}"
            if wrapper == 'typed-dict-field' and self.maybe(0.4):
                text += f",'required':{self.pick(['True', 'False'])}"
            if self.maybe(0.15):
                text += f",'validation_alias':{self.pick([repr(name.upper()), [name, 0], [['x'], [name, 'n']]])}"
            if self.maybe(0.15):
                text += f",'serialization_alias':{name.upper()!r}"
            if self.maybe(0.05):
                text += ",'serialization_exclude':True"
            if self.maybe(0.05):
                text += ",'serialization_exclude_if':is_zero"
            if wrapper == 'model-field' and self.maybe(0.05):
                text += ",'frozen':True"
            parts.append(f'{name!r}:{text}}}')
            shapes.append(shape)
        return '{' + ','.join(parts) + '}', shapes, names

    def record_inputs(self, shapes: list[Shape], names: list[str], forms: list[str]) -> list[str]:
        made: list[str] = []
        for form in forms:
            entries: list[str] = []
            for shape, name in zip(shapes, names, strict=True):
                if self.maybe(0.15):
                    continue
                key = name.upper() if self.maybe(0.1) else name
                entries.append(f'{key!r}:{self.pick(shape.inputs or POOL)}')
            if self.maybe(0.25):
                entries.append(f'{self.pick([repr("extra"), "1"])}:{self.pick(POOL)}')
            made.append(form % ','.join(entries))
        return made

    def extra(self) -> str:
        return self.pick(['', '', ",'extra_behavior':'allow'", ",'extra_behavior':'forbid'"])

    def model_config(self) -> str:
        options = [
            "'from_attributes':True",
            "'validate_by_name':True",
            "'loc_by_alias':False",
            "'strict':True",
            "'serialize_by_alias':True",
            "'str_strip_whitespace':True",
            "'ser_json_bytes':'base64'",
            "'ser_json_timedelta':'float'",
            "'ser_json_inf_nan':'strings'",
            "'validate_default':True",
            "'revalidate_instances':'always'",
            "'ser_json_temporal':'milliseconds'",
            "'ser_json_inf_nan':'constants'",
        ]
        chosen = [self.pick(options) for _ in range(self.pick([0, 0, 1, 2]))]
        return f",'config':{{{','.join(chosen)}}}" if chosen else ''

    def make_typed_dict(self, depth: int) -> Shape:
        names = self.pick([['a'], ['a', 'b'], ['a', 'b', 'c']])
        fields, shapes, names = self.fields(depth, 'typed-dict-field', names)
        text = f"{{'type':'typed-dict','fields':{fields}{self.extra()}{self.model_config()}"
        text += ",'total':False" if self.maybe(0.2) else ''
        return Shape(
            text + '}',
            self.record_inputs(shapes, names, ['{%s}', '{%s}', 'MyMapping({%s})', '{%s}']),
        )

    def make_model(self, depth: int) -> Shape:
        names = self.pick([['a'], ['a', 'b'], ['a', 'b', 'c']])
        fields, shapes, names = self.fields(depth, 'model-field', names)
        computed = ''
        if self.maybe(0.15):
            computed = ",'computed_fields':[{'type':'computed-field','property_name':'double','return_schema':{'type':'any'},'alias':'DOUBLE'}]"
        inner = f"{{'type':'model-fields','fields':{fields}{self.extra()}{computed}}}"
        cls = self.pick(['ModelA', 'ModelB'])
        text = f"{{'type':'model','cls':{cls},'schema':{inner}{self.model_config()}"
        text += ",'frozen':True" if self.maybe(0.05) else ''
        forms = ['{%s}', '{%s}', f'{cls}(**{{%s}})', 'MyMapping({%s})', '{%s}']
        inputs = self.record_inputs(shapes, names, forms)
        return Shape(
            text + '}',
            [text for text in inputs if '(**' not in text or '1:' not in text]
            + ['Thing(a=1,b=2,c=3)'],
        )

    def make_root_model(self, depth: int) -> Shape:
        inner = self.schema(depth)
        return Shape(
            f"{{'type':'model','cls':RootModel,'root_model':True,'schema':{inner.text}}}",
            inner.inputs,
        )

    def make_dataclass(self, depth: int) -> Shape:
        cls, names = self.pick([('DataA', ['a', 'b']), ('DataB', ['x', 'y'])])
        parts: list[str] = []
        shapes: list[Shape] = []
        for index, name in enumerate(names):
            shape = self.schema(depth)
            text = shape.text
            if index:
                text = f"{{'type':'default','schema':{text},'default':'dflt'}}"
            alias = f",'validation_alias':{name.upper()!r}" if self.maybe(0.1) else ''
            only = ",'kw_only':False" if self.maybe(0.7) else ''
            parts.append(
                f"{{'type':'dataclass-field','name':{name!r},'schema':{text}{alias}{only}}}"
            )
            shapes.append(shape)
        inner = (
            f"{{'type':'dataclass-args','dataclass_name':{cls!r},'fields':[{','.join(parts)}]"
            f'{self.extra()}}}'
        )
        text = f"{{'type':'dataclass','cls':{cls},'fields':{names!r},'schema':{inner}{self.strict()}{self.model_config()}}}"
        return Shape(
            text,
            [
                *self.record_inputs(shapes, names, ['{%s}', '{%s}', '{%s}']),
                f'{cls}(1)',
                f'{cls}(2,3)',
            ],
        )

    def make_named_tuple(self, depth: int) -> Shape:
        left, right = self.schema(depth), self.schema(depth)
        text = (
            "{'type':'named-tuple','cls':Pair,'fields':["
            f"{{'type':'named-tuple-field','name':'left','schema':{left.text}}},"
            f"{{'type':'named-tuple-field','name':'right','schema':{{'type':'default','schema':{right.text},'default':0}}}}]}}"
        )
        a, b = self.pick(left.inputs or POOL), self.pick(right.inputs or POOL)
        return Shape(
            text,
            [f'[{a},{b}]', f'({a},)', f"{{'left':{a}}}", f'Pair({a},{b})', f"{{'left':{a},'z':1}}"],
        )

    def make_tagged_union(self, depth: int) -> Shape:
        choices: list[str] = []
        inputs: list[str] = []
        tags = self.pick([['k1', 'k2'], ['k1', 2], ['k1', 'k2', 'k3']])
        for tag in tags:
            inner = self.schema(depth - 1)
            choices.append(
                f"{tag!r}:{{'type':'typed-dict','fields':{{'kind':{{'type':'typed-dict-field','schema':{{'type':'literal','expected':[{tag!r}]}}}},"
                f"'a':{{'type':'typed-dict-field','schema':{inner.text}}}}}}}"
            )
            inputs.append(f"{{'kind':{tag!r},'a':{self.pick(inner.inputs or POOL)}}}")
        discriminator = self.pick(["'kind'", "['kind']", "[['x','y'],['kind']]", 'kind_tag'])
        text = f"{{'type':'tagged-union','discriminator':{discriminator},'choices':{{{','.join(choices)}}}"
        return Shape(text + self.custom_error(0.08) + '}', [*inputs, "{'kind':'other'}", "{'a':1}"])

    def make_chain(self, depth: int) -> Shape:
        inner = [self.schema(depth) for _ in range(self.pick([1, 2, 2, 3]))]
        text = ','.join(shape.text for shape in inner)
        return Shape(f"{{'type':'chain','steps':[{text}]}}", inner[0].inputs)

    def make_lax_or_strict(self, depth: int) -> Shape:
        lax, strict = self.schema(depth), self.schema(depth)
        text = f"{{'type':'lax-or-strict','lax_schema':{lax.text},'strict_schema':{strict.text}{self.strict()}}}"
        return Shape(text, lax.inputs + strict.inputs)

    def make_json_or_python(self, depth: int) -> Shape:
        left, right = self.schema(depth), self.schema(depth)
        text = f"{{'type':'json-or-python','json_schema':{left.text},'python_schema':{right.text}}}"
        return Shape(text, left.inputs + right.inputs)

    def make_json(self, depth: int) -> Shape:
        inner = self.schema(depth)
        texts = [
            "'1'",
            "b'[1,2]'",
            '\'{"a":1}\'',
            "'nope'",
            '\'"2020-01-01"\'',
            "'null'",
            "'[1,'",
            "'1 2'",
        ]
        return Shape(f"{{'type':'json','schema':{inner.text}}}", texts)

    def make_custom_error(self, depth: int) -> Shape:
        inner = self.schema(depth)
        return Shape(
            f"{{'type':'custom-error','schema':{inner.text}{self.custom_error(1)}}}", inner.inputs
        )

    def function(self) -> str:
        name = self.pick(
            ['same', 'twice', 'raise_value_error', 'require_truth', 'as_text', 'with_info']
        )
        kind = 'with-info' if name == 'with_info' else 'no-info'
        return f"{{'type':{kind!r},'function':{name}}}"

    def make_function_before(self, depth: int) -> Shape:
        inner = self.schema(depth)
        text = f"{{'type':'function-before','function':{self.function()},'schema':{inner.text}}}"
        return Shape(text, inner.inputs)

    def make_function_after(self, depth: int) -> Shape:
        inner = self.schema(depth)
        text = f"{{'type':'function-after','function':{self.function()},'schema':{inner.text}}}"
        return Shape(text, inner.inputs)

    def make_function_plain(self, _depth: int) -> Shape:
        return Shape(f"{{'type':'function-plain','function':{self.function()}}}", [])

    def make_function_wrap(self, depth: int) -> Shape:
        inner = self.schema(depth)
        name = self.pick(['wrap_same', 'wrap_forgiving', 'wrap_pair'])
        text = f"{{'type':'function-wrap','function':{{'type':'no-info','function':{name}}},'schema':{inner.text}}}"
        return Shape(text, inner.inputs)

    def make_literal(self, _depth: int) -> Shape:
        expected = self.pick(
            [
                "'a'",
                '1,2',
                "'a',1,True",
                'Color.RED',
                "'yes','no'",
                "b'x',None",
                'True',
                '1',
                "'1',1",
                "Size.SMALL,'x'",
            ]
        )
        inputs = [
            "'a'",
            '1',
            'True',
            "'1'",
            'Color.RED',
            "'red'",
            '1.0',
            'Size.SMALL',
            "'yes'",
            "b'x'",
            'False',
        ]
        return Shape(f"{{'type':'literal','expected':[{expected}]}}", inputs)

    def make_enum(self, _depth: int) -> Shape:
        cls, sub = self.pick(
            [
                ('Color', ''),
                ('Size', ",'sub_type':'int'"),
                ('Word', ",'sub_type':'str'"),
                ('Ratio', ",'sub_type':'float'"),
            ]
        )
        text = f"{{'type':'enum','cls':{cls},'members':list({cls}){sub}{self.strict()}}}"
        inputs = [
            "'red'",
            'Color.RED',
            '1',
            "'1'",
            'Size.LARGE',
            "'yes'",
            'Word.NO',
            '0.5',
            "'0.5'",
            '1.0',
            'True',
            '9',
        ]
        return Shape(text, inputs)

    def make_is_instance(self, _depth: int) -> Shape:
        cls = self.pick(['Base', 'int', '(int,str)', 'Derived'])
        return Shape(f"{{'type':'is-instance','cls':{cls}}}", ['Base()', 'Derived()', '1', "'x'"])

    def make_is_subclass(self, _depth: int) -> Shape:
        return Shape("{'type':'is-subclass','cls':Base}", ['Base', 'Derived', 'int', 'Base()'])

    def make_callable(self, _depth: int) -> Shape:
        return Shape("{'type':'callable'}", BY_TYPE['callable'])

    def make_ellipsis(self, _depth: int) -> Shape:
        return Shape("{'type':'ellipsis'}", ['...', 'None', "'...'"])

    def make_definitions(self, depth: int) -> Shape:
        ref = f'ref{len(self.refs)}'
        self.refs.append(ref)
        inner = self.schema(depth)
        node = (
            f"{{'type':'typed-dict','ref':{ref!r},'fields':{{'v':{{'type':'typed-dict-field','schema':{inner.text}}},"
            f"'next':{{'type':'typed-dict-field','required':False,'schema':{{'type':'nullable','schema':{{'type':'definition-ref','schema_ref':{ref!r}}}}}}}}}}}"
        )
        self.refs.pop()
        outer = self.pick(
            [
                f"{{'type':'definition-ref','schema_ref':{ref!r}}}",
                f"{{'type':'list','items_schema':{{'type':'definition-ref','schema_ref':{ref!r}}}}}",
                f"{{'type':'union','choices':[{{'type':'int'}},{{'type':'definition-ref','schema_ref':{ref!r}}}]}}",
            ]
        )
        value = self.pick(inner.inputs or POOL)
        entry = f"{{'v':{value},'next':{{'v':{value}}}}}"
        return Shape(
            f"{{'type':'definitions','schema':{outer},'definitions':[{node}]}}",
            [
                entry,
                f'[{entry}]',
                f"{{'v':{value}}}",
                f"{{'v':{value},'next':{{'v':{value},'next':{{'w':1}}}}}}",
                '5',
            ],
        )

    def parameters(self, depth: int, kind: str) -> tuple[str, list[Shape], list[str]]:
        parts: list[str] = []
        shapes: list[Shape] = []
        names = ['p', 'q', 'r'][: self.pick([1, 2, 3])]
        modes = ['positional_only', 'positional_or_keyword', 'keyword_only']
        position = 0
        had_default = False
        for name in names:
            position = min(2, position + self.pick([0, 0, 1]))
            shape = self.schema(depth)
            text = shape.text
            if had_default or self.maybe(0.3):
                had_default = True
                text = f"{{'type':'default','schema':{text},'default':5}}"
            alias = f",'alias':{name.upper()!r}" if self.maybe(0.1) else ''
            parts.append(
                f"{{'type':{kind!r},'name':{name!r},'mode':{modes[position]!r},'schema':{text}{alias}}}"
            )
            shapes.append(shape)
        return ','.join(parts), shapes, names

    def make_arguments(self, depth: int) -> Shape:
        parts, shapes, names = self.parameters(depth, 'arguments-parameter')
        text = f"{{'type':'arguments','arguments_schema':[{parts}]"
        if self.maybe(0.3):
            text += f",'var_args_schema':{self.schema(0).text}"
        if self.maybe(0.3):
            text += f",'var_kwargs_schema':{self.schema(0).text}"
        values = ','.join(self.pick(shape.inputs or POOL) for shape in shapes)
        inputs = [
            f'({values},)',
            f'[{values},1]',
            *self.record_inputs(shapes, names, ['{%s}', '{%s}']),
        ]
        return Shape(text + '}', inputs)

    def make_arguments_v3(self, depth: int) -> Shape:
        parts, shapes, names = self.parameters(depth, 'arguments-v3-parameter')
        text = f"{{'type':'arguments-v3','arguments_schema':[{parts}]}}"
        return Shape(text, self.record_inputs(shapes, names, ['{%s}', '{%s}', '{%s}']))

    def make_call(self, depth: int) -> Shape:
        inner = self.make_arguments(depth)
        returned = f",'return_schema':{self.schema(0).text}" if self.maybe(0.3) else ''
        text = f"{{'type':'call','arguments_schema':{inner.text},'function':return_sum{returned}}}"
        return Shape(text, inner.inputs)

    def config(self) -> str:
        options = [
            "'strict':True",
            "'str_max_length':5",
            "'str_strip_whitespace':True",
            "'coerce_numbers_to_str':True",
            "'allow_inf_nan':False",
            "'val_json_bytes':'base64'",
            "'val_json_bytes':'hex'",
            "'ser_json_bytes':'hex'",
            "'ser_json_timedelta':'float'",
            "'ser_json_inf_nan':'constants'",
            "'ser_json_temporal':'seconds'",
            "'val_temporal_unit':'milliseconds'",
            "'title':'Titled'",
            "'regex_engine':'python-re'",
        ]
        return '{' + ','.join(self.pick(options) for _ in range(self.pick([1, 1, 2]))) + '}'

    def case(self) -> dict[str, Any]:
        """A schema, a config, and what to do with them: `[how, input, options]`."""
        self.refs = []
        top = self.pick(SCALARS + COMPOUND)
        shape = self.schema(self.pick([1, 2, 2, 3]), top)
        config = self.config() if self.maybe(0.2) else 'None'
        runs: list[list[str]] = []
        for _ in range(22):
            source = shape.inputs if shape.inputs and self.maybe(0.6) else POOL
            text = self.pick(source)
            how = self.pick(['python'] * 6 + ['json'] * 4 + ['strings', 'serialise', 'serialise'])
            runs.append([how, text, self.options(how)])
        return {'type': top, 'schema': shape.text, 'config': config, 'runs': runs}

    def options(self, how: str) -> str:
        if how == 'serialise':
            return self.pick(
                [
                    '{}',
                    '{}',
                    '{}',
                    "{'exclude_none':True}",
                    "{'by_alias':True}",
                    "{'include':{'a'}}",
                    "{'exclude':{'a':{0},'b':True}}",
                    "{'exclude_defaults':True}",
                    "{'round_trip':True}",
                    "{'serialize_as_any':True}",
                    "{'exclude_unset':True}",
                    "{'exclude':{0,-1}}",
                    "{'warnings':'error'}",
                    "{'fallback':as_text}",
                    "{'include':{'__all__':{'a'}}}",
                ]
            )
        return self.pick(
            ['{}'] * 8
            + ["{'strict':True}", "{'strict':False}", "{'context':{'c':1}}", "{'by_name':True}"]
            + ["{'extra':'allow'}", "{'extra':'forbid'}", "{'allow_partial':True}"]
        )


def as_json(value: Any) -> str | None:
    """The value as a JSON text, if it can be one."""
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return None

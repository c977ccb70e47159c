"""Walks a core schema for pydantic's clean-up: which definitions are used, and how often."""

from __future__ import annotations

from typing import Any


class MissingDefinitionError(LookupError):
    """A reference points to a core schema that is not there."""

    __module__ = 'pydantic_core._pydantic_core._schema_gather'

    def __init__(self, schema_reference: Any, /) -> None:
        super().__init__(schema_reference)
        self._reference = schema_reference

    @property
    def schema_reference(self) -> Any:
        return self._reference


#: Keys with one schema: (key, whether it has to be there); a key ending in `*` holds a list.
_CHILDREN: dict[str, tuple[tuple[str, bool], ...]] = {
    'definitions': (('schema', True), ('definitions*', True)),
    **dict.fromkeys(('list', 'deque', 'set', 'frozenset', 'generator'), (('items_schema', False),)),
    'tuple': (('items_schema*', False),),
    **dict.fromkeys(
        ('dict', 'frozendict', 'ordered-dict', 'counter'),
        (('keys_schema', False), ('values_schema', False)),
    ),
    'chain': (('steps*', True),),
    'lax-or-strict': (('lax_schema', True), ('strict_schema', True)),
    'json-or-python': (('json_schema', True), ('python_schema', True)),
    'call': (('arguments_schema', True), ('return_schema', False)),
    'computed-field': (('return_schema', True),),
    'function-before': (('schema', False), ('json_schema_input_schema', False)),
    'function-plain': (('return_schema', False), ('json_schema_input_schema', False)),
    'function-wrap': (
        ('return_schema', False),
        ('schema', False),
        ('json_schema_input_schema', False),
    ),
}
_DEFAULT = (('schema', False),)


def _children(schema: dict[str, Any], kind: str) -> list[Any]:
    if kind == 'union':
        return [c[0] if isinstance(c, tuple) else c for c in schema['choices']]
    if kind == 'tagged-union':
        return list(schema['choices'].values())
    if kind in ('model-fields', 'typed-dict'):
        extras = [schema['extras_schema']] if 'extras_schema' in schema else []
        return [*extras, *schema.get('computed_fields', ()), *schema['fields'].values()]
    if kind == 'dataclass-args':
        return [*schema.get('computed_fields', ()), *schema['fields']]
    if kind == 'named-tuple':
        return list(schema['fields'])
    if kind in ('arguments', 'arguments-v3'):
        found = [parameter['schema'] for parameter in schema['arguments_schema']]
        others = ('var_args_schema', 'var_kwargs_schema') if kind == 'arguments' else ()
        return found + [schema[key] for key in others if key in schema]
    found = []
    for key, is_required in _CHILDREN.get(kind, _DEFAULT):
        name = key.rstrip('*')
        if not is_required and name not in schema:
            continue
        value = schema[name]
        found.extend(value if key.endswith('*') else [value])
    return found


class _Gathering:
    """Each schema object is walked once; references met again, also through it, count again."""

    __slots__ = ('collected', 'deferred', 'definitions', 'met', 'spans')

    def __init__(self, definitions: dict[str, Any]) -> None:
        self.definitions = definitions
        self.collected: dict[Any, Any] = {}
        self.deferred: list[Any] = []
        self.met: list[Any] = []
        self.spans: dict[int, tuple[int, int | None]] = {}

    def run(self, root: Any) -> None:
        #: (schema, whether it is left, whether its metadata counts)
        steps: list[tuple[Any, bool, bool]] = [(root, False, True)]
        while steps:
            schema, leaves, with_metadata = steps.pop()
            if leaves:
                self._leave(schema, with_metadata)
                continue
            span = self.spans.get(id(schema))
            if span is not None:
                start, end = span
                for ref in self.met[start:end]:
                    self.collected[ref] = None
                continue
            self.spans[id(schema)] = (len(self.met), None)
            steps.extend(reversed(self._enter(schema)))

    def _leave(self, schema: Any, with_metadata: bool) -> None:
        metadata = schema.get('metadata')
        if with_metadata and metadata and 'pydantic_internal_union_discriminator' in metadata:
            self.deferred.append(schema)
        self.spans[id(schema)] = (self.spans[id(schema)][0], len(self.met))

    def _enter(self, schema: Any) -> list[tuple[Any, bool, bool]]:
        kind: str = schema['type']
        with_metadata = True
        if kind == 'definition-ref':
            ref = schema['schema_ref']
            self.met.append(ref)
            if ref in self.collected:
                self.collected[ref] = None
                children = []
                with_metadata = False
            else:
                definition = self.definitions.get(ref)
                if definition is None:
                    raise MissingDefinitionError(ref)
                self.collected[ref] = schema
                children = [definition]
        else:
            children = _children(schema, kind)
        if with_metadata and 'serialization' in schema:
            children.append(schema['serialization'])
        return [(child, False, True) for child in children] + [(schema, True, with_metadata)]


def gather_schemas_for_cleaning(
    schema: Any, definitions: dict[str, Any]
) -> tuple[dict[Any, Any], list[Any]]:
    """The references (with the schema of those used once), and the deferred discriminators."""
    gathering = _Gathering(definitions)
    gathering.run(schema)
    return gathering.collected, gathering.deferred

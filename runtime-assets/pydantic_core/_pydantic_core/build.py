"""Compiles a core schema: finds the builder of its type, and keeps the definitions."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .exceptions import SchemaError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .node import Node
    from .state import State

Schema = dict[str, Any]
Config = dict[str, Any] | None
Builder = 'Callable[[Schema, Config, Context], Node]'

#: Which module builds which types; a module is imported when a schema first needs it.
_MODULES = {
    'scalars': 'any none bool int float str bytes',
    'numbers_apart': 'decimal fraction complex',
    'temporal': 'date time datetime timedelta',
    'choices': 'literal enum missing-sentinel ellipsis',
    'checks': 'is-instance is-subclass callable uuid',
    'sequences': 'list tuple set frozenset deque generator',
    'mappings': 'dict frozendict ordered-dict counter',
    'functions': 'function-before function-after function-wrap function-plain',
    'wrappers': 'default nullable chain lax-or-strict json-or-python custom-error json '
    'definitions definition-ref',
    'unions': 'union tagged-union',
    'fields': 'model-fields typed-dict',
    'models': 'model',
    'dataclasses_core': 'dataclass-args dataclass',
    'named_tuples': 'named-tuple',
    'arguments': 'arguments call',
    'arguments_v3': 'arguments-v3',
    'urls': 'url multi-host-url',
}
_MODULE_OF = {kind: module for module, kinds in _MODULES.items() for kind in kinds.split()}
_builders: dict[str, Callable[[Schema, Config, Context], Node]] = {}


class Slot:
    """A definition: its node comes later than the first reference to it."""

    __slots__ = ('node',)

    def __init__(self) -> None:
        self.node: Node | None = None


class Prebuilt:
    """The validators that finished classes hold already.

    Which ones are used is decided when the validator for Python objects is compiled. Those for the
    other modes are compiled at the first use, when the class itself is finished as well.
    """

    __slots__ = ('_chosen', '_closed')

    def __init__(self, used: bool) -> None:
        self._chosen: dict[type, Any] = {}
        self._closed = not used

    def close(self) -> None:
        self._closed = True

    def find(self, schema: Schema, mode: str) -> Node | None:
        cls: Any = schema.get('cls')
        if not isinstance(cls, type) or schema.get('generic_origin') is not None:
            return None
        if self._closed:
            validator = self._chosen.get(cls)
            return None if validator is None else validator._node_for(mode)
        own = cls.__dict__
        if own.get('__pydantic_complete__') is not True:
            return None
        validator: Any = own.get('__pydantic_validator__')
        node_for = getattr(validator, '_node_for', None)
        if node_for is None:
            return None
        self._chosen[cls] = validator
        return node_for(mode)


class Context:
    """Where a schema stands: the kind of input it reads, and the definitions around it."""

    __slots__ = ('definitions', 'mode', 'prebuilt', 'slots')

    def __init__(
        self,
        mode: str,
        prebuilt: Prebuilt,
        slots: dict[tuple[str, str], Slot] | None = None,
        definitions: dict[str, tuple[Schema, Config]] | None = None,
    ) -> None:
        #: 'python', 'json', 'strings' or 'key' (the key of a JSON object)
        self.mode = mode
        self.prebuilt = prebuilt
        self.slots = {} if slots is None else slots
        #: the schemas that may be referred to
        self.definitions = {} if definitions is None else definitions

    def reading(self, mode: str) -> Context:
        if mode == self.mode:
            return self
        return Context(mode, self.prebuilt, self.slots, self.definitions)

    def slot(self, ref: str) -> Slot:
        """Where the node of a definition is or will be; begins to compile it, if need be."""
        key = (self.mode, ref)
        slot = self.slots.get(key)
        if slot is None:
            slot = self.slots[key] = Slot()
            found = self.definitions.get(ref)
            if found is not None:
                slot.node = build(found[0], found[1], self)
        return slot


def build(schema: Any, config: Config, ctx: Context) -> Node:
    """Compiles a schema. Raises `SchemaError`."""
    if not isinstance(schema, dict):
        raise SchemaError(f"'{type(schema).__name__}' object cannot be cast as 'dict'")
    kind: Any = schema.get('type')
    builder = _builders.get(kind)
    if builder is None:
        builder = _find(kind)
    if kind == 'model' or kind == 'dataclass':
        node = ctx.prebuilt.find(schema, ctx.mode)
        if node is not None:
            return node
    return _run(builder, schema, config, ctx)


def build_here(schema: Schema, config: Config, ctx: Context) -> Node:
    """Compiles the schema of a class itself: what the class holds may be out of date."""
    kind: Any = schema.get('type')
    return _run(_builders.get(kind) or _find(kind), schema, config, ctx)


def _run(
    builder: Callable[[Schema, Config, Context], Node],
    schema: Schema,
    config: Config,
    ctx: Context,
) -> Node:
    kind = schema.get('type')
    try:
        return builder(schema, config, ctx)
    except SchemaError as error:
        raise SchemaError(f'Error building "{kind}" validator:\n  SchemaError: {error}') from None
    except KeyError as error:
        raise SchemaError(f'Error building "{kind}" validator:\n  KeyError: {error}') from error


def _find(kind: Any) -> Callable[[Schema, Config, Context], Node]:
    module = _MODULE_OF.get(kind) if isinstance(kind, str) else None
    if module is None:
        if kind is None:
            raise SchemaError("KeyError: 'type'")
        raise SchemaError(f'Unknown schema type: "{kind}"')
    namespace = import_module(f'.{module}', __package__)
    builder = getattr(namespace, f'build_{kind.replace("-", "_")}')
    _builders[kind] = builder
    return builder


def pick(schema: Schema, config: Config, key: str, default: Any = None) -> Any:
    """A setting of the schema, else of the config."""
    value = schema.get(key)
    if value is None and config:
        value = config.get(key)
    return default if value is None else value


def is_strict(schema: Schema, config: Config) -> bool:
    return bool(pick(schema, config, 'strict', False))


def from_config(config: Config, key: str, default: Any = None) -> Any:
    value = config.get(key) if config else None
    return default if value is None else value


def validates(node: Node) -> Callable[[Any, State], Any]:
    return node.fn

"""Validators of `union tagged-union`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .build import Config, Context, Schema, build, pick
from .choices import Lookup
from .exceptions import SchemaError
from .line_errors import LineError, OmitError, ValError, fail, loc_item, safe_repr
from .lookup import ABSENT, fields_source, in_json, in_strings, path_text, paths_of
from .node import Node
from .state import EXACT, State
from .wrappers import custom_error_of

if TYPE_CHECKING:
    from collections.abc import Callable


def build_union(schema: Schema, config: Config, ctx: Context) -> Node:
    choices: list[tuple[Node, str | None]] = []
    for choice in schema['choices']:
        inner, label = choice if isinstance(choice, tuple) else (choice, None)
        choices.append((build(inner, config, ctx), None if label is None else str(label)))
    if not choices:
        raise SchemaError('One or more union choices required')
    if len(choices) == 1 and schema.get('auto_collapse', True):
        return choices[0][0]
    mode = schema.get('mode', 'smart')
    if mode not in ('smart', 'left_to_right'):
        raise SchemaError(f'Invalid union mode: `{mode}`, expected `smart` or `left_to_right`')
    replaced = custom_error_of(schema)
    labelled = [(node.fn, node, label) for node, label in choices]
    validate = (_smart if mode == 'smart' else _left_to_right)(labelled, replaced)
    names = ','.join(label or node.name for node, label in choices)
    return Node(validate, f'union[{names}]')


#: function, node and label of each; the name of a node may be known only later
Labelled = list[tuple[Any, Node, str | None]]
Failed = list[tuple[Node, str | None, ValError]]
Replaced = Any


def _failure(failed: Failed, replaced: Replaced, value: Any) -> ValError:
    if replaced is not None:
        return replaced(value)
    errors: list[LineError] = []
    for node, label, error in failed:
        shown = label or node.name
        for line in error.errors:
            line.loc.append(shown)
            errors.append(line)
    return ValError(errors)


def _smart(choices: Labelled, replaced: Replaced) -> Callable[[Any, State], Any]:
    def validate(value: Any, st: State) -> Any:
        outer_exactness = st.exactness
        outer_count = st.fields_set_count
        failed: Failed = []
        best: tuple[Any, int, int | None] | None = None
        left: Exception | None = None
        try:
            for fn, node, label in choices:
                st.exactness = EXACT
                st.fields_set_count = None
                try:
                    result = fn(value, st)
                except ValError as error:
                    if best is None:
                        failed.append((node, label, error))
                    continue
                except OmitError as error:
                    left = error
                    continue
                exactness, count = st.exactness, st.fields_set_count
                if exactness == EXACT and count is None:
                    best = None
                    return result
                if best is None or _is_better(best, exactness, count):
                    best = (result, exactness, count)
        finally:
            st.exactness = outer_exactness
            st.fields_set_count = outer_count
        if best is None:
            raise _failure(failed, replaced, value) if left is None else left
        st.lower_to(best[1])
        if best[2] is not None:
            st.add_fields_set(best[2])
        return best[0]

    return validate


def _is_better(best: tuple[Any, int, int | None], exactness: int, count: int | None) -> bool:
    if best[2] is not None and count is not None and best[2] != count:
        return best[2] < count
    return best[1] < exactness


def _left_to_right(choices: Labelled, replaced: Replaced) -> Callable[[Any, State], Any]:
    def validate(value: Any, st: State) -> Any:
        failed: Failed = []
        for fn, node, label in choices:
            try:
                return fn(value, st)
            except ValError as error:
                failed.append((node, label, error))
        raise _failure(failed, replaced, value)

    return validate


def build_tagged_union(schema: Schema, config: Config, ctx: Context) -> Node:
    discriminator: Any = schema['discriminator']
    nodes = {tag: build(inner, config, ctx) for tag, inner in schema['choices'].items()}
    lookup = Lookup(list(nodes.items()), 'python')
    tags_text = ', '.join(safe_repr(tag) for tag in nodes)
    replaced = custom_error_of(schema)
    from_attributes = bool(pick(schema, config, 'from_attributes', True))
    json = ctx.mode not in ('python', 'strings')
    strings = ctx.mode == 'strings'
    if callable(discriminator):
        from .functions import function_name

        shown = f'{function_name(discriminator)}()'
        paths = None
    else:
        paths = paths_of(discriminator)
        shown = ' | '.join(path_text(path) for path in paths)

    def tag_of(value: Any, st: State) -> Any:
        if paths is None:
            tag = discriminator(value)
            return ABSENT if tag is None else tag
        if json:
            if type(value) is not dict:
                raise fail('dict_type', value)
            source, read = value, in_json
        elif strings:
            if not isinstance(value, dict):
                raise fail('dict_type', value)
            source, read = value, in_strings
        else:
            by_attributes = from_attributes if st.from_attributes is None else st.from_attributes
            source, read = fields_source(value, bool(st.strict), by_attributes)
        for path in paths:
            tag = read(source, path)
            if tag is not ABSENT:
                return tag
        return ABSENT

    def validate(value: Any, st: State) -> Any:
        tag = tag_of(value, st)
        if tag is ABSENT:
            if replaced is not None:
                raise replaced(value)
            raise fail('union_tag_not_found', value, {'discriminator': shown})
        found = lookup.find(tag)
        if found is None:
            if replaced is not None:
                raise replaced(value)
            ctx_values = {'discriminator': shown, 'tag': str(tag), 'expected_tags': tags_text}
            raise fail('union_tag_invalid', value, ctx_values)
        try:
            return found[1].fn(value, st)
        except ValError as error:
            loc = loc_item(tag)
            for line in error.errors:
                line.loc.append(loc)
            raise

    names = ','.join(node.name for node in nodes.values())
    return Node(validate, f'tagged-union[{names}]')

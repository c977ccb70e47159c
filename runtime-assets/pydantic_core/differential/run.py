"""Runs generated cases on the core that is installed: `run.py SEED FIRST COUNT OUTPUT`.

Each line of the output is one case with its outcomes. The same cases on two cores make two files
that `compare.py` compares.
"""

from __future__ import annotations

import json
import sys
import warnings
from typing import Any

from generate import Generator, as_json
from outcome import canon, serialised, validated
from world import names


def _core() -> tuple[Any, Any]:
    try:
        from pydantic_core import SchemaSerializer, SchemaValidator
    except ImportError:
        from _pydantic_core import SchemaSerializer, SchemaValidator
    return SchemaValidator, SchemaSerializer


def run_case(case: dict[str, Any], core: tuple[Any, Any] | None = None) -> list[str]:
    """The outcome of the schema, then those of its runs."""
    make_validator, make_serializer = core or _core()
    validator = serializer = None
    built: list[str] = []
    for make in (make_validator, make_serializer):
        try:
            scope = names()
            made = make(eval(case['schema'], scope), eval(case['config'], scope))
        except Exception as error:
            built.append(f'!{type(error).__name__}')
        else:
            if make is make_validator:
                validator = made
                built.append(made.title)
            else:
                serializer = made
                built.append('serializer')
    outcomes = ['; '.join(built)]
    for how, text, options_text in case['runs']:
        outcomes.append(_run_one(validator, serializer, how, text, options_text))
    return outcomes


def _run_one(validator: Any, serializer: Any, how: str, text: str, options_text: str) -> str:
    scope = names()
    try:
        value = eval(text, scope)
        options = eval(options_text, scope)
    except Exception as error:
        return f'bad input {type(error).__name__}'
    if how == 'serialise':
        return 'no serializer' if serializer is None else serialised(serializer, value, options)
    if validator is None:
        return 'no validator'
    if how == 'json':
        shown = as_json(value)
        if shown is None:
            return 'no json'
        value = shown
    elif how == 'strings':
        options.pop('from_attributes', None)
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        outcome, result = validated(validator, how, value, options)
    if not outcome.startswith('= ') or serializer is None:
        return outcome
    if 'Iterator' in outcome or 'generator' in outcome or '<' in canon(result)[:1]:
        return outcome
    return f'{outcome}\n{serialised(serializer, result, {})}'


def main() -> None:
    seed, first, count, output = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    core = _core()
    with open(output, 'w', encoding='utf-8', errors='surrogatepass') as file:
        for index in range(first, first + count):
            case = Generator(f'{seed}-{index}').case()
            outcomes = run_case(case, core)
            file.write(json.dumps({'index': index, 'case': case, 'outcomes': outcomes}) + '\n')
            file.flush()  # what is there survives a crash of the interpreter


if __name__ == '__main__':
    main()

"""The core of pydantic against the answers of the original that are kept beside it."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path
from typing import Any

sys.path[:0] = ['/pydantic_core', '/pydantic_core/differential']

import _pydantic_core as core  # noqa: E402 (found on the path from above)
from corpus import disagreements, pairs_in, read_corpus  # noqa: E402 (as above)

CORPUS = Path('/pydantic_core/corpus/corpus.json.gz')

#: Runs of the corpus whose outcome is another one, and why.
KNOWN = {
    '257.18': 'a json field in a union with round_trip: only the text of a warning',
    '611.10': 'a class in the place of its instance: its mappingproxy is no dict to the original',
}


class Corpus(unittest.TestCase):
    def test_outcomes_are_those_of_the_original(self) -> None:
        cases = read_corpus(CORPUS)
        self.assertGreater(pairs_in(cases), 10_000)
        found = {
            name: f'{name}\n  expected {expected}\n  found    {outcome}'
            for name, expected, outcome in disagreements(
                cases, (core.SchemaValidator, core.SchemaSerializer)
            )
        }
        new = [text for name, text in found.items() if name not in KNOWN]
        self.assertEqual(new, [], f'{len(new)} outcomes differ:\n' + '\n'.join(new[:5]))
        self.assertEqual(sorted(found), sorted(KNOWN), 'a known difference is gone: delete it')


class Point:
    __slots__ = '__dict__', '__pydantic_extra__', '__pydantic_fields_set__', '__pydantic_private__'

    x: int


SCHEMA: Any = {
    'type': 'model',
    'cls': Point,
    'schema': {
        'type': 'model-fields',
        'fields': {
            'x': {'type': 'model-field', 'schema': {'type': 'int', 'gt': 0}},
            'next': {
                'type': 'model-field',
                'schema': {
                    'type': 'default',
                    'schema': {'type': 'nullable', 'schema': {'type': 'any'}},
                    'default': None,
                },
            },
        },
    },
}


class Model(unittest.TestCase):
    def test_a_model_is_made_from_python_and_from_json(self) -> None:
        validator = core.SchemaValidator(SCHEMA)
        for point in (validator.validate_python({'x': '3'}), validator.validate_json('{"x": 3}')):
            self.assertIsInstance(point, Point)
            self.assertEqual(point.x, 3)
            serializer = core.SchemaSerializer(SCHEMA)
            self.assertEqual(serializer.to_json(point), b'{"x":3,"next":null}')

    def test_the_text_of_an_error_is_that_of_the_original(self) -> None:
        with self.assertRaises(core.ValidationError) as caught:
            core.SchemaValidator(SCHEMA).validate_python({'x': -1})
        self.assertEqual(
            str(caught.exception),
            '1 validation error for Point\nx\n'
            '  Input should be greater than 0 [type=greater_than, input_value=-1, input_type=int]\n'
            '    For further information visit https://errors.pydantic.dev/latest/v/greater_than',
        )

    def test_a_value_that_contains_itself_is_an_error(self) -> None:
        schema: Any = {
            'type': 'definitions',
            'schema': {'type': 'definition-ref', 'schema_ref': 'list'},
            'definitions': [
                {
                    'type': 'list',
                    'ref': 'list',
                    'items_schema': {'type': 'definition-ref', 'schema_ref': 'list'},
                }
            ],
        }
        endless: list[Any] = []
        endless.append(endless)
        with self.assertRaises(core.ValidationError) as caught:
            core.SchemaValidator(schema).validate_python(endless)
        self.assertEqual([line['type'] for line in caught.exception.errors()], ['recursion_loop'])

    def test_deep_json_is_refused_in_words(self) -> None:
        with self.assertRaises(core.ValidationError) as caught:
            core.SchemaValidator({'type': 'any'}).validate_json('[' * 10_000)
        self.assertIn('recursion limit exceeded', str(caught.exception))

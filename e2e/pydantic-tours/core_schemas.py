"""Core schemas that are wrong, and texts of this release alone."""
import warnings

from pydantic_core import SchemaError, SchemaSerializer, SchemaValidator, TzInfo, ValidationError, validate_core_schema

for schema in (
    {'type': 'int', 'gt': '5'},
    {'type': 'nope'},
    5,
    {},
    {'type': 'int', 'foo': 1},
    {'type': 'model', 'cls': 5},
    {'type': 'model-fields', 'fields': {'a': {'type': 'model-field', 'schema': {'type': 'int', 'le': 'x'}}}},
    {'type': 'function-plain', 'function': {'type': 'no-info', 'function': 5}},
    {'type': 'int', 'serialization': {'type': 'nope'}},
    {'type': 'tagged-union', 'discriminator': 5, 'choices': {}},
    {'type': 'date', 'le': '2020-01-01'},
):
    try:
        print(validate_core_schema(schema))
    except SchemaError as error:
        print(error, error.error_count(), [line['loc'] for line in error.errors()])

for text in ('xyz', '', '12345678123456781234567812345678x', '{z2345678-1234-5678-1234-567812345678}', 'urn:uuid:x', '1-2'):
    try:
        SchemaValidator({'type': 'uuid'}).validate_python(text)
    except ValidationError as error:
        print(error.errors()[0]['msg'])
print([TzInfo(seconds) for seconds in (0, 3600, -5400, 86399)])

INT = {'type': 'int'}
KEYED = {'type': 'typed-dict', 'fields': {'k': {'type': 'typed-dict-field', 'schema': {'type': 'str'}}}}
for schema, value in (
    (INT, 'x' * 80),
    ({'type': 'union', 'choices': [INT, {'type': 'bytes'}]}, 'x'),
    ({'type': 'tagged-union', 'discriminator': 'k', 'choices': {'a': KEYED}}, 5),
    ({'type': 'tagged-union', 'discriminator': lambda v: 'q', 'choices': {'a': INT, 'b': {'type': 'str'}}}, 5),
    ({'type': 'tuple', 'items_schema': [INT]}, (1, 2)),
    ({'type': 'dict', 'keys_schema': INT}, {'a': 1}),
):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        print(SchemaSerializer(schema).to_python(value), SchemaSerializer(schema).to_json(value))
    print([str(warning.message) for warning in caught])

for number in (2.5e300, 1e16, 1e15, 1e-7, 0.1):
    print(SchemaSerializer({'type': 'float'}).to_json(number))

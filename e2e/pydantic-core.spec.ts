/** A package whose compiled part the site replaces: the core of pydantic 2, from an index on loopback. */
import { expect, testInSharedProfile as test } from './support/fixtures';
import { makeWheel } from './support/make-wheel.mjs';
import { createIndex } from './support/python-index-server.mjs';
import { SITE_PATH } from './support/site.mjs';

const PROGRAM = `from pydantic_core import SchemaSerializer, SchemaValidator, ValidationError, __version__
schema = {'type': 'typed-dict', 'fields': {
    'id': {'type': 'typed-dict-field', 'schema': {'type': 'int', 'gt': 0}},
    'born': {'type': 'typed-dict-field', 'schema': {'type': 'date'}},
}}
validator = SchemaValidator(schema)
value = validator.validate_json('{"id": "7", "born": "2001-02-03"}')
print(__version__, value, SchemaSerializer(schema).to_json(value).decode())
try:
    validator.validate_python({'id': 0, 'born': 'x'})
except ValidationError as error:
    print([(line['type'], line['loc']) for line in error.errors()])`;

test('pydantic-core works, with what the site has for its compiled part', async ({
  playground,
  page,
  siteFolder,
}) => {
  const python = siteFolder === 'dist' ? 'cp313' : 'cp312';
  const core = makeWheel({
    name: 'pydantic_core',
    version: '2.46.5',
    tag: `${python}-${python}-manylinux_2_17_x86_64`,
    files: {
      'pydantic_core/__init__.py':
        'from ._pydantic_core import *\nfrom ._pydantic_core import __version__\n',
    },
    compiled: ['pydantic_core/_pydantic_core'],
  });
  const index = await createIndex([core]);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('python-pydantic-core')) asked.push(request.url());
  });
  await page.addInitScript(
    ([key, url]) => {
      if (window === window.top && location.protocol === 'http:') localStorage.setItem(key, url);
    },
    [`goru:${SITE_PATH}:package-index`, index.url] as const,
  );
  try {
    await playground.open({ code: `install_pkg('pydantic-core')\n${PROGRAM}` });
    // It is no part of a visit that does not need it.
    expect(asked).toEqual([]);
    await playground.run();
    const button = page.getByRole('dialog').getByRole('button', { name: 'Install', exact: true });
    await expect(button).toHaveAttribute('aria-disabled', 'false');
    await button.click();
    const lines = await playground.waitForOutputLine(
      "[('greater_than', ('id',)), ('date_from_datetime_parsing', ('born',))]",
      30_000,
    );
    expect(lines).toContain(
      '2.46.5 {\'id\': 7, \'born\': datetime.date(2001, 2, 3)} {"id":7,"born":"2001-02-03"}',
    );
    expect(asked.length).toBeLessThanOrEqual(1);
  } finally {
    await index.close();
  }
});

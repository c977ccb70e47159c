import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseStub, type StubName } from './python-stub';

const stub = readFileSync(new URL('../../runtime-assets/stubs/goru.pyi', import.meta.url), 'utf8');
const names = parseStub(stub);
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('the stub of goru', () => {
  it('gives every name that programs have', () => {
    const builtins = names.filter(({ kind }) => kind !== 'class').map(({ name }) => name);
    expect(builtins.sort()).toEqual(
      'async_call async_install_pkg call display fs http install_pkg kv'.split(' '),
    );
    expect(named(names, 'GoruError').kind).toBe('class');
  });

  it('finds every public function, and nothing else has a signature', () => {
    const functions = /(?<!@property\n *)^ *(?:async )?def ([a-z]\w*)\(/gm;
    const written = [...stub.matchAll(functions)].map(([, name]) => name);
    // `kv` has the members of its class, which is private itself.
    const read = names.flatMap((name) => [name, ...name.members]).filter(isFunction);
    expect(read.map(({ name }) => name).sort()).toEqual(written.sort());
  });

  it('has no name that the README leaves out, twins aside', () => {
    const [, section = ''] = /## What programs have\n([\s\S]*?)\n## /.exec(readme) ?? [];
    const row = (name: string): string =>
      section.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
    const missing = capabilities().flatMap(({ name, members }) =>
      members.filter((entry) => !row(name).includes(`\`${entry.name}\``)),
    );
    const others = names.filter(
      ({ name, kind }) =>
        (kind !== 'class' || name.endsWith('Error')) && !section.includes(`\`${name}\``),
    );
    expect([...missing, ...others].filter(({ name }) => !name.startsWith('async_'))).toEqual([]);
  });

  it('documents every function of a capability', () => {
    for (const { members } of capabilities()) {
      expect(members.length).toBeGreaterThan(10);
      for (const { name, doc } of members) expect(doc, name).not.toBe('');
    }
  });

  it('writes a signature on one line, without self', () => {
    expect(member('kv', 'get')).toEqual({
      name: 'get',
      kind: 'function',
      signature: 'get(key: str, default: Any = None) -> Any',
      parameters: ['key: str', 'default: Any = None'],
      doc: 'The value stored under `key`, or `default`.',
      members: [],
    });
    expect(member('kv', 'async_keys').signature).toBe('async async_keys() -> list[str]');
    const request = member('http', 'request');
    expect(request.signature).toMatch(/^request\(method: str, url: str, \*, headers: /);
    expect(request.signature).toMatch(/timeout: float \| None = None\) -> Response$/);
    expect(request.parameters).toHaveLength(7);
    expect(request.parameters).toContain('params: Mapping[str, Any] | None = None');
    expect(named(names, 'call').parameters).toEqual(['name: str', '**kwargs: Any']);
  });

  it('keeps docstrings, examples included, without their indentation', () => {
    expect(named(names, 'kv').doc).toMatch(/^kv: a small store .*\n\n>>> kv\.set\('score'/);
    expect(named(names, 'Response').members.map(({ signature }) => signature)).toContain(
      'ok: bool',
    );
  });
});

function capabilities(): StubName[] {
  return ['kv', 'fs', 'http'].map((name) => named(names, name));
}

function isFunction({ kind }: StubName): boolean {
  return kind === 'function';
}

function member(capability: string, name: string): StubName {
  return named(named(names, capability).members, name);
}

function named(list: readonly StubName[], name: string): StubName {
  const found = list.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

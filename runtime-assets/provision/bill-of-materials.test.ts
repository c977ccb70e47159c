import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { listComponents, toBill, writeLicences } from './bill-of-materials';

/** The versions that runtime-assets/python-3.13 pins, by the names of its archives. */
async function pinnedVersions(): Promise<string> {
  return readFile(new URL('../python-3.13/sources.sha256', import.meta.url), 'utf8');
}

describe('the bill of materials', () => {
  it('names what npm brings, what the interpreters are compiled from, and nothing of the tools', async () => {
    const bill = toBill(await listComponents(), '1.0') as {
      components: { name: string; purl: string; licenses?: unknown; hashes?: unknown }[];
    };
    const references = bill.components.map(({ purl }) => purl.replace(/@[^@]*$/, ''));
    expect(references).toEqual(
      expect.arrayContaining([
        'pkg:generic/CPython',
        'pkg:generic/SQLite',
        'pkg:npm/%40antonz/python-wasi',
        'pkg:npm/monaco-editor',
        'pkg:npm/react-dom',
        'pkg:npm/moment-timezone',
      ]),
    );
    expect(references.filter((name) => /vitest|eslint|playwright|typescript/.test(name))).toEqual(
      [],
    );
    expect(new Set(bill.components.map(({ purl }) => purl)).size).toBe(bill.components.length);
    const react = bill.components.find(({ name }) => name === 'react');
    expect(react).toMatchObject({
      licenses: [{ expression: 'MIT' }],
      hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) as string }],
    });
  });

  it('has the versions that the interpreter is built from', async () => {
    const pinned = await pinnedVersions();
    const compiled = (await listComponents()).filter(({ origin }) => origin === 'compiled');
    const others = ['3.12.0', 'basedpyright-'];
    const built = compiled.filter(({ version }) => !others.some((one) => version.startsWith(one)));
    expect(built.length).toBe(compiled.length - others.length);
    for (const { version } of built) expect(pinned).toContain(version);
  });

  it('has a licence for everything, and each text once', async () => {
    const components = await listComponents();
    expect(
      components.filter(({ licence, origin }) => licence === null && origin !== 'wheel'),
    ).toEqual([]);
    const text = await writeLicences(components);
    expect(text).toContain('PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2');
    expect(text).toContain('May you do good and not evil.');
    for (const { name } of components) expect(text).toContain(name);
    expect(text.split('PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2')).toHaveLength(2);
  });
});

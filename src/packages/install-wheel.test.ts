import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type InstalledWheel, installWheel, type InstallWheelOptions } from './install-wheel';
import { readWheel } from './read-wheel';
import { buildWheel, type WheelParts } from './testing/build-wheel';
import { parseRecord } from './wheel-record';

const decoder = new TextDecoder();
const INFO = 'site-packages/demo-1.0.dist-info';

describe('installWheel', () => {
  it('names the installer and marks what was asked for', async () => {
    const requested = await install({}, { isRequested: true });
    expect(requested.title).toBe('demo 1.0');
    expect(textOf(requested, `${INFO}/INSTALLER`)).toBe('goru\n');
    expect(textOf(requested, `${INFO}/REQUESTED`)).toBe('');
    const dependency = await install({}, { isRequested: false });
    expect(dependency.files.has(`${INFO}/REQUESTED`)).toBe(false);
    expect(dependency.files.has(`${INFO}/direct_url.json`)).toBe(false);
  });

  it('keeps where a wheel came from, without passwords', async () => {
    const directUrl = 'https://me:secret@example.com/demo-1.0-py3-none-any.whl';
    const { sha256 } = buildWheel();
    const installed = await install({}, { isRequested: true, directUrl });
    expect(JSON.parse(textOf(installed, `${INFO}/direct_url.json`))).toEqual({
      url: 'https://example.com/demo-1.0-py3-none-any.whl',
      archive_info: { hashes: { sha256 } },
    });
  });

  it('does not believe a wheel that says how it was installed', async () => {
    const files = {
      'demo-1.0.dist-info/INSTALLER': 'pip',
      'demo-1.0.dist-info/REQUESTED': '',
      'demo-1.0.dist-info/direct_url.json': '{"url": "https://example.com"}',
    };
    const installed = await install({ files }, { isRequested: false });
    expect(textOf(installed, `${INFO}/INSTALLER`)).toBe('goru\n');
    expect(installed.files.has(`${INFO}/REQUESTED`)).toBe(false);
    expect(installed.files.has(`${INFO}/direct_url.json`)).toBe(false);
  });

  it('records what is installed, and only that', async () => {
    const files = {
      'demo/__init__.py': 'x',
      'demo/_speed.so': 'machine code',
      'demo-1.0.data/data/share/demo.txt': 'y',
      'demo-1.0.data/scripts/run': 'z',
      'demo-1.0.data/purelib/a, b.txt': '',
    };
    const installed = await install({ files }, { isRequested: true });
    const lines = parseRecord('demo', textOf(installed, `${INFO}/RECORD`));
    expect([...lines.keys()]).toEqual([
      '../data/share/demo.txt',
      'a, b.txt',
      'demo-1.0.dist-info/INSTALLER',
      'demo-1.0.dist-info/METADATA',
      'demo-1.0.dist-info/RECORD',
      'demo-1.0.dist-info/REQUESTED',
      'demo-1.0.dist-info/WHEEL',
      'demo/__init__.py',
    ]);
    expect(lines.get('demo/__init__.py')).toEqual({ hash: hashOf('x'), bytes: 1 });
    const installer = { hash: hashOf('goru\n'), bytes: 5 };
    expect(lines.get('demo-1.0.dist-info/INSTALLER')).toEqual(installer);
    expect(lines.get('demo-1.0.dist-info/RECORD')).toEqual({ hash: null, bytes: null });
  });
});

async function install(parts: WheelParts, options: InstallWheelOptions): Promise<InstalledWheel> {
  const { bytes, fileName, sha256 } = buildWheel(parts);
  return installWheel(await readWheel(bytes, { fileName, sha256 }), options);
}

function textOf({ files }: InstalledWheel, path: string): string {
  const content = files.get(path);
  if (content === undefined) throw new Error(`${path} is not installed`);
  return decoder.decode(content);
}

function hashOf(text: string): string {
  return `sha256=${createHash('sha256').update(text).digest('base64url')}`;
}

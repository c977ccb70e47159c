import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isShareFragment, readShareFragment, writeShareFragment } from './share-link';
import { SHARE_LIMITS } from './shared-program';
import { decompress } from './zlib';
import type { SharedProgram } from './shared-program';

interface GoldenLink {
  made: string;
  fragment: string;
  program: SharedProgram;
}

const golden = JSON.parse(
  readFileSync(new URL('golden-links.json', import.meta.url), 'utf8'),
) as GoldenLink[];

/** As anybody can make one, in any language. */
function fragmentOf(payload: unknown): string {
  return `#g1=${deflateSync(JSON.stringify(payload)).toString('base64url')}`;
}

async function programOf(fragment: string): Promise<SharedProgram> {
  const content = await readShareFragment(fragment);
  if (content.kind === 'problem') throw new Error(content.problem);
  return content.program;
}

async function problemOf(fragment: string): Promise<string> {
  const content = await readShareFragment(fragment);
  return content.kind === 'problem' ? content.problem : `opened: ${JSON.stringify(content)}`;
}

const main = (text: string): SharedProgram => ({ files: [{ path: 'main.py', text }] });

describe('links', () => {
  it.each(golden)('from $made open for ever', async ({ fragment, program }) => {
    expect(await programOf(fragment)).toEqual(program);
  });

  it.each([
    '',
    'print(1)\n',
    'a\r\n\tb',
    'print("日本 😀 é \0")',
    '\ufeffx',
    'x = 1\n'.repeat(90_000),
  ])('bring a program as it was (case %#)', async (text) => {
    const fragment = await writeShareFragment(main(text));
    expect(fragment).toMatch(/^#g1=[\w-]+$/);
    expect(isShareFragment(fragment)).toBe(true);
    expect(await programOf(fragment)).toEqual(main(text));
  });

  it('bring several files and every wish', async () => {
    const program: SharedProgram = {
      files: [
        { path: 'main.py', text: 'import lib.a' },
        { path: 'lib/a.py', text: 'A = 1' },
        { path: 'data/größe.csv', text: 'x;y' },
      ],
      python: '3.12',
      packages: ['requests==2.32.3', 'ruamel-yaml==0.18.6.post1'],
      hosts: ['api.example.com', 'localhost:8000', '[::1]:80', 'xn--bcher-kva.example'],
      kv: true,
      mounts: [{ path: '/work', mode: 'rwc' }],
    };
    expect(await programOf(await writeShareFragment(program))).toEqual(program);
  });

  it('may stand in a sentence, be wrapped by a mail program, or have neighbours', async () => {
    const fragment = await writeShareFragment(main('print("hello, world")'));
    const wrapped = `${fragment.slice(0, 20)}%0A${fragment.slice(20, 30)} ${fragment.slice(30)}`;
    const variants = ['.', ').', '%29', '&utm=1', '=='].map((end) => `${fragment}${end}`);
    for (const variant of [wrapped, ...variants, fragment.replace('#', '#theme=dark&')]) {
      expect(await programOf(variant)).toEqual(main('print("hello, world")'));
    }
  });

  it('are told from other fragments', () => {
    for (const other of ['', '#', '#code=YQ', '#g=1', '#xg1=a', '#g1', '#section-g1=']) {
      expect(isShareFragment(other)).toBe(false);
    }
  });

  it('are not made of what would not open', async () => {
    await expect(writeShareFragment({ files: [] })).rejects.toThrow('no Python program');
    const two = { path: 'main.py', text: '' };
    await expect(writeShareFragment({ files: [two, two] })).rejects.toThrow('same name');
    const huge = main('#'.repeat(SHARE_LIMITS.payloadBytes));
    await expect(writeShareFragment(huge)).rejects.toThrow('too large');
  });
});

const HOSTILE: readonly (readonly [string, string, RegExp])[] = [
  ['nothing', '#g1=', /damaged/],
  ['no base64', '#g1=%%%', /damaged/],
  ['an impossible length', '#g1=abcde', /damaged/],
  ['no compressed data', '#g1=AAAA', /damaged/],
  [
    'data without a checksum',
    `#g1=${deflateSync('[]').subarray(2, -4).toString('base64url')}`,
    /damaged/,
  ],
  ['the end cut off', fragmentOf({ files: [['main.py', 'print(1)']] }).slice(0, -9), /damaged/],
  [
    'no UTF-8',
    `#g1=${deflateSync(Buffer.from([0x22, 0xff, 0x22])).toString('base64url')}`,
    /damaged/,
  ],
  ['no JSON', `#g1=${deflateSync('{files:[]}').toString('base64url')}`, /damaged/],
  [
    'JSON nested a hundred thousand deep',
    `#g1=${deflateSync('['.repeat(100_000)).toString('base64url')}`,
    /damaged/,
  ],
  ['null', fragmentOf(null), /no object/],
  ['a list', fragmentOf([['main.py', '']]), /no object/],
  ['no files', fragmentOf({}), /list/],
  ['files that are text', fragmentOf({ files: 'main.py' }), /list/],
  ['an empty list of files', fragmentOf({ files: [] }), /no Python program/],
  ['a file that is a number', fragmentOf({ files: [7] }), /name and a text/],
  ['a file without a text', fragmentOf({ files: [['main.py']] }), /name and a text/],
  ['a file with three parts', fragmentOf({ files: [['main.py', '', 'x']] }), /name and a text/],
  [
    'half a character',
    '#g1=' + deflateSync('{"files":[["main.py","\\ud800"]]}').toString('base64url'),
    /not whole/,
  ],
  [
    'a first file that is no program',
    fragmentOf({ files: [['run.exe', '']] }),
    /no Python program/,
  ],
  ...[
    '../main.py',
    '/main.py',
    'a/../b.py',
    './main.py',
    'a//b.py',
    'a\\b.py',
    'C:b.py',
    '.hidden.py',
    'a/.git/b.py',
    ' main.py',
    'a\0.py',
    'a\n.py',
    'x\u202eyp.py',
    'a\u200b.py',
    '__proto__/.py',
    `${'a'.repeat(300)}.py`,
  ].map(
    (path) =>
      [
        `a file named ${JSON.stringify(path).slice(0, 30)}`,
        fragmentOf({ files: [[path, '']] }),
        /name that this page does not take/,
      ] as const,
  ),
  [
    'two names that differ in capitals',
    fragmentOf({
      files: [
        ['main.py', ''],
        ['MAIN.py', ''],
      ],
    }),
    /same name/,
  ],
  [
    'a file that is also a folder',
    fragmentOf({
      files: [
        ['a.py', ''],
        ['a.py/b', ''],
      ],
    }),
    /same name/,
  ],
  [
    'a thousand files',
    fragmentOf({ files: Array.from({ length: 1000 }, (_, i) => [`f${String(i)}.py`, '']) }),
    /too long/,
  ],
  ['the whole network', fragmentOf({ files: [['main.py', '']], hosts: ['*'] }), /a host/],
  [
    'a host that is an address',
    fragmentOf({ files: [['main.py', '']], hosts: ['https://a.example/'] }),
    /a host/,
  ],
  [
    'a host with a policy in it',
    fragmentOf({ files: [['main.py', '']], hosts: ["a.example; script-src 'unsafe-inline'"] }),
    /a host/,
  ],
  [
    'a host in letters that look like others',
    fragmentOf({ files: [['main.py', '']], hosts: ['аpple.com'] }),
    /a host/,
  ],
  [
    'a package from an address',
    fragmentOf({
      files: [['main.py', '']],
      packages: ['x @ https://evil.example/x-1-py3-none-any.whl'],
    }),
    /a package/,
  ],
  [
    'an option for a package',
    fragmentOf({ files: [['main.py', '']], packages: ['--index-url=https://evil.example'] }),
    /a package/,
  ],
  [
    'a folder that leads elsewhere',
    fragmentOf({ files: [['main.py', '']], mounts: [['/work/../lib', 'rwc']] }),
    /a folder/,
  ],
  [
    'a mode that does not exist',
    fragmentOf({ files: [['main.py', '']], mounts: [['/work', 'admin']] }),
    /a folder/,
  ],
  ['kv that is text', fragmentOf({ files: [['main.py', '']], kv: 'yes' }), /kv/],
  [
    'a Python that is a script',
    fragmentOf({ files: [['main.py', '']], python: '<img>' }),
    /version of Python/,
  ],
  [
    'a part that nobody knows',
    fragmentOf({ files: [['main.py', '']], run: true }),
    /newer version/,
  ],
  [
    'a prototype',
    '#g1='
      + deflateSync('{"files":[["main.py",""]],"__proto__":{"kv":true}}').toString('base64url'),
    /newer version/,
  ],
  ['a later version', '#g2=abc', /newer version/],
  ['a version from far away', `#g${'9'.repeat(400)}=abc`, /newer version/],
  ['too much, compressed', `#g1=${'A'.repeat(2_100_000)}`, /larger/],
  ['too much, unpacked', fragmentOf({ files: [['main.py', ' '.repeat(5_000_000)]] }), /larger/],
  ['two million percent signs', `#g1=${'%'.repeat(1_900_000)}x`, /damaged/],
];

describe('hostile links', () => {
  it.each(HOSTILE)('with %s are refused in plain words', async (_, fragment, words) => {
    expect(await problemOf(fragment)).toMatch(words);
  });

  it('stop unpacking a bomb soon after there is too much', async () => {
    const bomb = new Uint8Array(deflateSync(Buffer.alloc(200_000_000)));
    const started = process.memoryUsage().arrayBuffers;
    expect(await decompress(bomb, 1_000_000)).toBe('too-large');
    expect(process.memoryUsage().arrayBuffers - started).toBeLessThan(50_000_000);
  });
});

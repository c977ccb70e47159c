import { describe, expect, it } from 'vitest';
import { IndexClient } from './index-client';
import { createMarkerEnvironment } from './marker-environment';
import { parseRequirement } from './requirement';
import { resolve, type ResolveOptions } from './resolve';
import { ServedIndex, sha256 } from './testing/served-index';
import { solve } from './testing/solve';

describe('resolve', () => {
  it('takes the newest version of what is asked for and of what that requires', async () => {
    const { versions } = await solve(
      { a: { '1.0': [], '2.0': ['b>=1'] }, b: { '1.0': [], '1.10': [], '1.9': [] } },
      ['a'],
    );
    expect(versions).toEqual(['a 2.0', 'b 1.10']);
  });

  it('says for each package what it needs, who wants it, and where its wheel is', async () => {
    const { packages } = await solve(
      { a: { '2.0': ['B_b[x] >=1, <2'] }, 'b-b': { '1.0': { extras: ['x'] } } },
      ['a'],
    );
    expect(packages).toMatchObject([
      { name: 'a', requires: ['b-b'], why: ['a was asked for'], extras: [] },
      {
        name: 'b-b',
        version: '1.0',
        filename: 'b_b-1.0-py3-none-any.whl',
        url: 'https://files.test/b_b-1.0-py3-none-any.whl',
        sha256: expect.stringMatching(/^[\da-f]{64}$/) as string,
        isPure: true,
        extras: ['x'],
        requires: [],
        why: ['a 2.0 requires b-b[x]>=1,<2'],
      },
    ]);
  });

  it('goes back to an older version where the newest fits nothing else', async () => {
    // Whoever takes the newest a and never looks back ends without a version of c.
    const { versions } = await solve(
      {
        a: { '1.0': ['c<2'], '2.0': ['c>=2'] },
        b: { '1.0': ['c<2'] },
        c: { '1.0': [], '2.0': [] },
      },
      ['a', 'b'],
    );
    expect(versions).toEqual(['a 1.0', 'b 1.0', 'c 1.0']);
  });

  it('goes back over what has no part in a conflict without trying its versions', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, minor) => [`1.${String(minor)}`, []]),
    );
    // 60 × 60 × 60 combinations of x, y and z lie between the choice of a and its conflict with b.
    const { versions, index } = await solve(
      {
        a: { '1.0': ['c<2'], '2.0': ['c>=2'] },
        x: many,
        y: many,
        z: many,
        b: { '1.0': ['c<2'], '0.9': ['c<2'] },
        c: { '1.0': [], '2.0': [], '2.1': [] },
      },
      ['a', 'x', 'y', 'z', 'b'],
    );
    expect(versions).toEqual(['a 1.0', 'b 1.0', 'c 1.0', 'x 1.59', 'y 1.59', 'z 1.59']);
    expect(index.looked.length).toBeLessThan(20);
  });

  it('looks at each version at most once, not at each combination', async () => {
    const many = (requires: string) =>
      Object.fromEntries(
        Array.from({ length: 60 }, (_, minor) => [`1.${String(minor)}`, [requires]]),
      );
    const { versions, index } = await solve(
      {
        a: { '1.0': ['c<2'], '2.0': ['c>=2'] },
        x: many('y'),
        y: many('z'),
        z: many('d'),
        d: { '1.0': ['c<2'] },
        c: { '1.0': [], '2.0': [], '2.1': [] },
      },
      ['a', 'x'],
    );
    expect(versions).toEqual(['a 1.0', 'c 1.0', 'd 1.0', 'x 1.59', 'y 1.59', 'z 1.59']);
    expect(index.looked.length).toBe(new Set(index.looked).size);
  });

  it('proves that there is no solution without trying all combinations', async () => {
    const versions = Object.fromEntries(
      Array.from({ length: 100 }, (_, minor) => [`1.${String(minor)}`, []]),
    );
    const projects = {
      a: { '1.0': ['c<2'] },
      x: versions,
      y: versions,
      z: versions,
      b: { '2.0': ['x', 'y', 'z', 'c>=2'] },
      c: { '1.0': [], '2.0': [] },
    };
    await expect(solve(projects, ['a', 'x', 'y', 'z', 'b'])).rejects.toThrow(
      'cannot install a and b together: a 1.0 requires c<2, b 2.0 requires c>=2',
    );
  });

  it('finds the one combination that fits among many', async () => {
    // Every a fits only the b of its own number, and so on; c leaves one number.
    const chain = (next: string) =>
      Object.fromEntries(
        Array.from({ length: 40 }, (_, major) => [
          `${String(major)}.0`,
          [`${next}==${String(major)}.*`],
        ]),
      );
    const { versions } = await solve(
      {
        a: chain('b'),
        b: chain('c'),
        c: Object.fromEntries(Array.from({ length: 40 }, (_, major) => [`${String(major)}.0`, []])),
        e: { '1.0': ['c<8,>6'] },
      },
      ['a', 'b', 'e'],
    );
    expect(versions).toEqual(['a 7.0', 'b 7.0', 'c 7.0', 'e 1.0']);
  });

  it('gives the same result whatever order the answers come in', async () => {
    const projects = {
      a: { '1.0': ['c', 'd'], '2.0': ['c<2', 'd<2'] },
      b: { '1.0': ['d>=2'], '0.9': [] },
      c: { '1.0': ['d'], '2.0': [] },
      d: { '1.0': [], '2.0': ['c<2'] },
    };
    const results = await Promise.all(
      Array.from({ length: 8 }, async (_, seed) => {
        const index = new ServedIndex(projects);
        const { packages } = await resolve({
          requirements: ['a', 'b'].map(parseRequirement),
          environment: createMarkerEnvironment('3.13.15'),
          source: new IndexClient({
            indexUrl: 'https://index.test/simple/',
            readWheelMetadata: () => Promise.reject(new Error('not needed')),
            fetchDirect: index.fetchDirect,
            fetch: async (url, init) => {
              const delay = (url.length * 7 + seed * 5) % 11;
              await new Promise((done) => setTimeout(done, delay));
              return index.fetch(url, init);
            },
          }),
        });
        return packages.map(({ name, version }) => `${name} ${version}`).join();
      }),
    );
    expect(new Set(results).size).toBe(1);
  });

  it('lets packages require each other', async () => {
    const { versions } = await solve(
      { a: { '1.0': ['b'] }, b: { '1.0': ['c>=1'] }, c: { '1.0': ['a==1.0', 'c'] } },
      ['a'],
    );
    expect(versions).toEqual(['a 1.0', 'b 1.0', 'c 1.0']);
  });

  it('does not take a version that requires another version of itself', async () => {
    const { versions } = await solve({ a: { '1.0': [], '2.0': ['a<2'] } }, ['a']);
    expect(versions).toEqual(['a 1.0']);
  });

  it('drops what only an abandoned version required', async () => {
    const { versions } = await solve(
      {
        a: { '1.0': [], '2.0': ['extra-thing', 'c>=2'] },
        b: { '1.0': ['c<2'] },
        c: { '1.0': [], '2.0': [] },
        'extra-thing': { '1.0': [] },
      },
      ['a', 'b'],
    );
    expect(versions).toEqual(['a 1.0', 'b 1.0', 'c 1.0']);
  });

  it('can be stopped', async () => {
    const controller = new AbortController();
    controller.abort(new Error('stopped'));
    await expect(solve({ a: { '1.0': [] } }, ['a'], { signal: controller.signal })).rejects.toThrow(
      'stopped',
    );
  });
});

describe('extras', () => {
  const requests = {
    requests: {
      '2.0': {
        requires: ['idna', 'socks>=1; extra == "socks"', 'x; extra == "Use_X"'],
        extras: ['socks', 'use-x'],
      },
    },
    idna: { '3.0': [] },
    socks: { '1.0': [] },
    x: { '1.0': [] },
  };

  it('add what their markers name, and nothing where they are not asked for', async () => {
    expect((await solve(requests, ['requests'])).versions).toEqual(['idna 3.0', 'requests 2.0']);
    expect((await solve(requests, ['requests[socks]'])).versions).toEqual([
      'idna 3.0',
      'requests 2.0',
      'socks 1.0',
    ]);
  });

  it('are united, and compared by their normalised names', async () => {
    const { packages } = await solve(requests, ['requests[socks]', 'requests[use.x]']);
    expect(packages.map(({ name }) => name)).toEqual(['idna', 'requests', 'socks', 'x']);
    expect(packages[1]?.extras).toEqual(['socks', 'use-x']);
  });

  it('can constrain the package that another one needs', async () => {
    const { versions } = await solve(
      {
        a: { '1.0': { requires: ['c<2; extra == "old"'], extras: ['old'] } },
        b: { '1.0': ['c>=1'] },
        c: { '1.0': [], '2.0': [] },
      },
      ['a[old]', 'b'],
    );
    expect(versions).toEqual(['a 1.0', 'b 1.0', 'c 1.0']);
  });

  it('come in the version of their package', async () => {
    const { versions } = await solve(
      {
        a: {
          '1.0': { requires: ['b; extra == "x"'], extras: ['x'] },
          '2.0': { requires: ['b>=9; extra == "x"'], extras: ['x'] },
        },
        b: { '1.0': [] },
      },
      ['a[x]'],
    );
    expect(versions).toEqual(['a 1.0', 'b 1.0']);
  });

  it('hold when the package was chosen before anybody asked for its extra', async () => {
    const { versions } = await solve(
      {
        a: {
          '1.0': { requires: ['c; extra == "x"'], extras: ['x'] },
          '2.0': { requires: ['c>=9; extra == "x"'], extras: ['x'] },
        },
        b: { '1.0': ['a[x]'] },
        c: { '1.0': [] },
      },
      ['a', 'b'],
    );
    expect(versions).toEqual(['a 1.0', 'b 1.0', 'c 1.0']);
  });

  it('may be made of other extras of the same package', async () => {
    const { versions } = await solve(
      {
        a: {
          '1.0': {
            requires: ['a[x,y]; extra == "all"', 'b; extra == "x"', 'c; extra == "y"'],
            extras: ['all', 'x', 'y'],
          },
        },
        b: { '1.0': [] },
        c: { '1.0': [] },
      },
      ['a[all]'],
    );
    expect(versions).toEqual(['a 1.0', 'b 1.0', 'c 1.0']);
  });

  it('that do not exist are told of, not refused', async () => {
    const { versions, notes } = await solve(requests, ['requests[nope]']);
    expect(versions).toEqual(['idna 3.0', 'requests 2.0']);
    expect(notes).toEqual(['requests 2.0 has no extra "nope"']);
  });

  it('are named in conflicts', async () => {
    await expect(
      solve(
        {
          a: { '1.0': { requires: ['c<2; extra == "old"'], extras: ['old'] } },
          c: { '1.0': [], '2.0': [] },
        },
        ['a[old]', 'c>=2'],
      ),
    ).rejects.toThrow('cannot install a[old] and c>=2 together: a[old] 1.0 requires c<2');
  });
});

describe('markers', () => {
  it('leave out what is for other systems and Pythons', async () => {
    const { versions } = await solve(
      {
        a: {
          '1.0': [
            'b; sys_platform == "wasi"',
            'c; sys_platform == "win32"',
            'd; python_version < "3.9"',
            'e; python_version >= "3.9" and platform_machine == "wasm32"',
          ],
        },
        b: { '1.0': [] },
        e: { '1.0': [] },
      },
      ['a', 'nothing; os_name == "nt"'],
    );
    expect(versions).toEqual(['a 1.0', 'b 1.0', 'e 1.0']);
  });

  it('that compare what cannot be compared spoil that version alone', async () => {
    const { versions } = await solve({ a: { '1.0': [], '2.0': ['b; os_name ~= "posix"'] } }, ['a']);
    expect(versions).toEqual(['a 1.0']);
  });
});

describe('a lock and constraints', () => {
  it('keeps the locked versions where the wishes let them be', async () => {
    const projects = { a: { '1.0': ['b'], '2.0': ['b'] }, b: { '1.0': [], '2.0': [] } };
    const preferred = new Map([
      ['a', { version: '1.0', sha256: null }],
      ['b', { version: '1.0', sha256: null }],
    ]);
    expect((await solve(projects, ['a'], { preferred })).versions).toEqual(['a 1.0', 'b 1.0']);
    expect((await solve(projects, ['a>1', 'b'], { preferred })).versions).toEqual([
      'a 2.0',
      'b 1.0',
    ]);
  });

  it('keeps the very wheel that the lock names', async () => {
    const projects = { a: { '1.0': { tags: ['py3-none-any', 'py2.py3-none-any'] } } };
    const free = await solve(projects, ['a']);
    const wanted = 'a-1.0-py3-none-any.whl';
    const preferred = new Map([['a', { version: '1.0', sha256: sha256(wanted) }]]);
    const locked = await solve(projects, ['a'], { preferred });
    expect([free.packages[0]?.filename, locked.packages[0]?.filename]).toEqual([
      'a-1.0-py2.py3-none-any.whl',
      wanted,
    ]);
  });

  it('obeys constraints, which install nothing by themselves', async () => {
    const projects = { a: { '1.0': ['b'] }, b: { '1.0': [], '2.0': [] } };
    const { versions } = await solve(projects, ['a'], { constraints: ['b<2', 'other==1'] });
    expect(versions).toEqual(['a 1.0', 'b 1.0']);
    await expect(solve(projects, ['b>=2'], { constraints: ['b<2'] })).rejects.toThrow(
      'cannot install b>=2: b<2 is a constraint',
    );
  });

  it('takes another version where one is refused, as after a failed import check', async () => {
    const refuse: ResolveOptions['refuse'] = (name, { version }) =>
      name === 'a' && version.text === '2.0' ? 'it does not work without its compiled parts' : null;
    const projects = { a: { '1.0': [], '2.0': [] } };
    expect((await solve(projects, ['a'], { refuse })).versions).toEqual(['a 1.0']);
    await expect(solve(projects, ['a>1'], { refuse })).rejects.toThrow(
      'cannot install a>1: a 2.0 cannot be used (it does not work without its compiled parts)',
    );
  });

  it('says which newer versions it had to pass over, unless an older one was to be kept', async () => {
    const a = {
      '1.0': [],
      '2.0': { tags: [] },
      '3.0': { tags: ['cp314-cp314-linux_x86_64'] },
      '4.0rc1': { tags: [] },
    };
    const { versions, notes } = await solve({ a }, ['a']);
    expect(versions).toEqual(['a 1.0']);
    expect(notes).toEqual([
      'a 3.0 cannot be used here: no compatible wheel found (pure Python wheel required)',
    ]);
    expect((await solve({ a }, ['a<3'])).notes[0]).toContain('a 2.0 cannot be used here');
    const preferred = new Map([['a', { version: '1.0', sha256: null }]]);
    expect((await solve({ a }, ['a'], { preferred })).notes).toEqual([]);
  });
});

describe('what cannot be had', () => {
  it.each([
    ['nothing', 'package not found on PyPI'],
    ['sdist', 'no compatible wheel found (pure Python wheel required)'],
    ['sdist==1.0', 'no compatible wheel found (pure Python wheel required)'],
    ['pypy', 'no compatible wheel found (pure Python wheel required)'],
    ['empty', 'no compatible wheel found (pure Python wheel required)'],
    ['a>=9', 'cannot install a>=9: no version is >=9, the newest is 1.0'],
    ['new', 'cannot install new: version 1.0 needs Python >=3.99, this is 3.13.15'],
  ])('is told of exactly: %s', async (wish, message) => {
    const projects = {
      a: { '1.0': [] },
      sdist: { '1.0': { tags: [] } },
      pypy: { '1.0': { tags: ['pp310-pypy310_pp73-manylinux_2_17_x86_64'] } },
      empty: {},
      new: { '1.0': { python: '>=3.99' } },
    };
    await expect(solve(projects, [wish])).rejects.toMatchObject({ message });
  });

  it('names who required it', async () => {
    await expect(solve({ a: { '1.0': ['nothing'] } }, ['a'])).rejects.toThrow(
      'cannot install a: a 1.0 requires nothing (package not found on PyPI)',
    );
  });

  it('makes way for an older version that can be had', async () => {
    const { versions } = await solve(
      {
        a: {
          '0.9': [],
          '1.0': { python: '<3.13' },
          '1.1': { tags: [] },
          '1.2': ['nothing'],
          '1.3': ['b @ https://elsewhere.test/b-1.0-py3-none-any.whl'],
          '1.4': { metadata: 'Metadata-Version: 2.1\nName: a\nVersion: 1.5\n\n' },
          '1.5': {
            metadata: 'Metadata-Version: 2.1\nName: a\nVersion: 1.5\nRequires-Dist: b >=1.*\n\n',
          },
        },
      },
      ['a'],
    );
    expect(versions).toEqual(['a 0.9']);
  });

  it('is too much where more packages are needed than may be', async () => {
    const names = Array.from({ length: 5 }, (_, index) => `p${String(index)}`);
    const projects = Object.fromEntries(names.map((name) => [name, { '1.0': [] }]));
    await expect(solve(projects, names, { maxPackages: 4 })).rejects.toMatchObject({
      code: 'limit',
      message: 'too many packages: 5 are needed, the limit is 4',
    });
  });

  it.each([
    ['packages', Array.from({ length: 500 }, (_, at) => `b${String(at)}`)],
    ['extras', Array.from({ length: 500 }, (_, at) => `a[e${String(at)}]`)],
  ])('does not look at all the %s that one package names', async (_, names) => {
    const index = new ServedIndex({ a: { '1.0': names } });
    const source = new IndexClient({
      fetch: index.fetch,
      fetchDirect: index.fetchDirect,
      indexUrl: 'https://index.test/simple/',
      readWheelMetadata: () => Promise.reject(new Error('every wheel has its metadata served')),
    });
    await expect(solve({}, ['a'], { source, maxPackages: 4 })).rejects.toMatchObject({
      code: 'limit',
      message: expect.stringMatching(/^too many packages: .* the limit is 4$/) as string,
    });
    expect(index.asked).toHaveLength(2);
  });
});

describe('conflicts', () => {
  it('name both requirers and what each wants', async () => {
    await expect(
      solve({ a: { '1.0': ['c<2'] }, b: { '2.0': ['c>=2'] }, c: { '1.0': [], '2.0': [] } }, [
        'a',
        'b',
      ]),
    ).rejects.toMatchObject({
      code: 'invalid-argument',
      message: 'cannot install a and b together: a 1.0 requires c<2, b 2.0 requires c>=2',
    });
  });

  it('say once what several versions say alike', async () => {
    const versions = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`${String(n)}.0`, ['c<2']]));
    await expect(
      solve({ a: versions, b: { '2.0': ['c>=2'] }, c: { '1.0': [], '2.0': [] } }, ['a', 'b']),
    ).rejects.toThrow(
      'cannot install a and b together: a 1.0 to 5.0 (5 versions) requires c<2, b 2.0 requires c>=2',
    );
  });

  it('name the packages between', async () => {
    await expect(
      solve(
        {
          a: { '1.0': ['m'] },
          m: { '3.0': ['c<2'] },
          b: { '2.0': ['c>=2'] },
          c: { '1.0': [], '2.0': [] },
        },
        ['a', 'b'],
      ),
    ).rejects.toThrow(
      /^cannot install a and b together: (?=.*a 1\.0 requires m)(?=.*m 3\.0 requires c<2)(?=.*b 2\.0 requires c>=2)/,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { Allowlist } from './allowlist';
import { IndexClient } from './index-client';
import { ServedIndex } from './testing/served-index';
import { solve } from './testing/solve';

describe('pre-releases', () => {
  const a = { '1.0': [], '2.0rc1': [], '2.1.dev1': [] };

  it.each([
    ['a', 'a 1.0'],
    ['a>=1.0', 'a 1.0'],
    ['a>=2.0rc1', 'a 2.1.dev1'],
    ['a==2.0rc1', 'a 2.0rc1'],
    ['a>1.0', 'a 2.1.dev1'],
    ['a!=1.0', 'a 2.1.dev1'],
    ['a!=2.0rc1', 'a 1.0'],
  ])(
    'are taken only if asked for, or if nothing else satisfies: %s gives %s',
    async (wish, version) => {
      expect((await solve({ a }, [wish])).versions).toEqual([version]);
    },
  );

  it('are asked for by a package that names one', async () => {
    const { versions } = await solve({ a, b: { '1.0': ['a>=2.0rc1,<2.1.dev0'] } }, ['a', 'b']);
    expect(versions).toEqual(['a 2.0rc1', 'b 1.0']);
  });

  it('are taken where two wishes together leave nothing else', async () => {
    const { versions } = await solve(
      { a, b: { '1.0': ['a>=1.0'] }, c: { '1.0': ['a!=1.0,!=2.1.dev1'] } },
      ['b', 'c'],
    );
    expect(versions).toEqual(['a 2.0rc1', 'b 1.0', 'c 1.0']);
  });

  it('are not a way out of a conflict', async () => {
    // The final 1.0 satisfies every wish about a; that it needs another c is no reason.
    await expect(
      solve({ a: { '1.0': ['c<2'], '2.0rc1': [] }, c: { '1.0': [], '2.0': [] } }, ['a', 'c>=2']),
    ).rejects.toThrow('cannot install a and c>=2 together: a 1.0 requires c<2');
  });
});

describe('versions', () => {
  const projects = {
    epoch: { '2.0': [], '1!0.5': [], '2024.1': [] },
    post: { '1.0': [], '1.0.post1': [], '1.0.post2.dev1': [], '1.1.dev1': [] },
    local: { '1.0': [], '1.0+cpu': [], '1.0+cpu.2': [], '0.9': [] },
    zeros: { '1': [], '1.0.1': [], '1.10': [], '1.9': [] },
    stages: { '2.0.dev1': [], '2.0a1': [], '2.0b2': [], '2.0rc1': [], '2.0rc1.post1.dev2': [] },
    cased: { '1.0RC1': [], '0.9.POST1': [], 'v0.8': [] },
  };

  it.each([
    // An epoch is above all: from dates to numbers, for one.
    ['epoch', '1!0.5'],
    ['epoch>=2.0', '1!0.5'],
    ['epoch<1!0', '2024.1'],
    ['epoch==2.*', '2.0'],
    ['epoch==1!0.*', '1!0.5'],
    ['epoch~=1!0.1', '1!0.5'],
    ['epoch!=1!0.5', '2024.1'],
    ['epoch~=2.0', '2.0'],
    // A post-release is newer, and `>` its own version does not ask for it.
    ['post', '1.0.post1'],
    ['post==1.0', '1.0'],
    ['post<=1.0', '1.0'],
    ['post>=1.0.post1', '1.0.post1'],
    ['post==1.0.*', '1.0.post1'],
    ['post~=1.0', '1.0.post1'],
    ['post>1.0', '1.1.dev1'],
    ['post>1.0.post1,<1.1.dev0', '1.0.post2.dev1'],
    ['post<1.0.post1', '1.0'],
    ['post===1.0.post1', '1.0.post1'],
    // A local version is above the public one, and counts as it unless it is named.
    ['local', '1.0+cpu.2'],
    ['local==1.0', '1.0+cpu.2'],
    ['local<=1.0', '1.0+cpu.2'],
    ['local>=1.0', '1.0+cpu.2'],
    ['local==1.0+cpu', '1.0+cpu'],
    ['local!=1.0+cpu.2', '1.0+cpu'],
    ['local==1.0.*', '1.0+cpu.2'],
    ['local!=1.0', '0.9'],
    ['local<1.0', '0.9'],
    ['local===1.0', '1.0'],
    ['local===1.0+CPU', '1.0+cpu'],
    // Numbers are compared as such, and zeros at the end do not count.
    ['zeros', '1.10'],
    ['zeros==1.0.0', '1'],
    ['zeros~=1.9', '1.10'],
    ['zeros~=1.0.0', '1.0.1'],
    ['zeros==1.0.*', '1.0.1'],
    ['zeros<1.10.dev0', '1.9'],
    ['zeros!=1.10.*', '1.9'],
    // Where there is nothing else, the latest stage before the release.
    ['stages', '2.0rc1.post1.dev2'],
    ['stages<2.0rc1', '2.0b2'],
    ['stages<2.0b1', '2.0a1'],
    ['stages==2.0.dev1', '2.0.dev1'],
    ['stages~=2.0a1', '2.0rc1.post1.dev2'],
    // However their authors have written them.
    ['cased', '0.9.post1'],
    ['cased==1.0c1', '1.0rc1'],
    ['cased<0.9', '0.8'],
  ])('are ordered and compared as the specification says: %s is %s', async (wish, version) => {
    const { versions } = await solve(projects, [wish]);
    expect(versions).toEqual([`${wish.split(/[=~!<>]/, 1)[0] ?? ''} ${version}`]);
  });

  it.each([
    'epoch==0.5',
    'epoch>1!0.5',
    'local>1.0',
    'post===1.0.0',
    'zeros~=1.10.1',
    'stages>2.0',
  ])('leave nothing for %s', async (wish) => {
    await expect(solve(projects, [wish])).rejects.toThrow(`cannot install ${wish}: no version`);
  });

  it('mean the same where a package requires them', async () => {
    const needs = ['epoch<1!0', 'post==1.0', 'local===1.0', 'zeros~=1.9', 'stages<2.0b1'];
    const { versions } = await solve({ ...projects, app: { '1.0': needs } }, ['app']);
    expect(versions.sort()).toEqual([
      'app 1.0',
      'epoch 2024.1',
      'local 1.0',
      'post 1.0',
      'stages 2.0a1',
      'zeros 1.10',
    ]);
  });
});

describe('yanked versions', () => {
  const a = { '1.0': [], '1.1': { yanked: 'breaks everything' } };

  it('are left out', async () => {
    expect((await solve({ a }, ['a'])).versions).toEqual(['a 1.0']);
    await expect(solve({ a }, ['a>1.0'])).rejects.toThrow(
      'cannot install a>1.0: version 1.1 was withdrawn: breaks everything; only == gets it',
    );
  });

  it.each(['a==1.1', 'a===1.1'])('are installed if pinned, with a note: %s', async (wish) => {
    const { versions, notes } = await solve({ a }, [wish]);
    expect(versions).toEqual(['a 1.1']);
    expect(notes).toEqual(['a 1.1 was withdrawn: breaks everything']);
  });

  it('are not pinned by a prefix', async () => {
    expect((await solve({ a }, ['a==1.*'])).versions).toEqual(['a 1.0']);
  });

  it('are installed if a lock names them', async () => {
    const preferred = new Map([['a', { version: '1.1', sha256: null }]]);
    expect((await solve({ a }, ['a'], { preferred })).versions).toEqual(['a 1.1']);
  });

  it('that are pre-releases as well are installed if pinned', async () => {
    const projects = { a: { '1.0': [], '2.0rc1': { yanked: true } } };
    expect((await solve(projects, ['a==2.0rc1'])).versions).toEqual(['a 2.0rc1']);
  });
});

describe('direct URLs', () => {
  const url = 'https://files.test/a-2.0-py3-none-any.whl';
  const projects = {
    a: { '1.0': [], '2.0': [] },
    b: { '1.0': ['a<2'] },
    c: { '1.0': [`a @ ${url}`] },
  };

  /** The wheel is its own METADATA here. */
  const solveWith = async (
    wanted: readonly string[],
    metadata = 'Metadata-Version: 2.1\nName: a\nVersion: 2.0\n\n',
  ) => {
    const index = new ServedIndex(projects);
    index.serve(url, metadata);
    const source = new IndexClient({
      fetch: index.fetch,
      fetchDirect: index.fetchDirect,
      indexUrl: 'https://index.test/simple/',
      readWheelMetadata: (bytes) => Promise.resolve(new TextDecoder().decode(bytes)),
    });
    return { ...(await solve(projects, wanted, { source })), index };
  };

  it('are the only candidate of their project, which the index is not asked for', async () => {
    const { packages, index } = await solveWith([`a @ ${url}`]);
    expect(packages).toMatchObject([{ name: 'a', version: '2.0', url, size: 44 }]);
    expect(index.asked).toEqual([url]);
  });

  it('must fit what others want', async () => {
    await expect(solveWith([`a @ ${url}`, 'b'])).rejects.toThrow(
      'cannot install b: b 1.0 requires a<2 (the URL that was asked for has 2.0)',
    );
  });

  it('count from a package only if the program asks for the same', async () => {
    await expect(solveWith(['c'])).rejects.toThrow(
      `c 1.0 cannot be used (requires a @ ${url}, a URL that the program itself must ask for)`,
    );
    const { versions } = await solveWith(['c', `a @ ${url}`]);
    expect(versions).toEqual(['a 2.0', 'c 1.0']);
  });

  it('must hold the version that their file name says', async () => {
    await expect(
      solveWith([`a @ ${url}`], 'Metadata-Version: 2.1\nName: b\nVersion: 2.0\n\n'),
    ).rejects.toThrow('a 2.0 cannot be used (its METADATA is of b 2.0)');
  });

  it('cannot be two for one package', async () => {
    await expect(solveWith([`a @ ${url}`, `a @ ${url}#x`])).rejects.toThrow(
      `cannot install a from two URLs: ${url} and ${url}#x`,
    );
  });
});

describe('the allowlist', () => {
  const projects = { a: { '1.0': ['b'], '2.0': ['b'], '3.0': [] }, b: { '1.0': [] } };

  it('chooses among the allowed versions, and lets dependencies be', async () => {
    const allowlist = new Allowlist(['a<3,>=2']);
    expect((await solve(projects, ['a'], { allowlist })).versions).toEqual(['a 2.0', 'b 1.0']);
  });

  it('refuses a wish that leaves none of them', async () => {
    const allowlist = new Allowlist(['a>=2']);
    await expect(solve(projects, ['a<2'], { allowlist })).rejects.toMatchObject({
      code: 'permission',
      message: 'package "a" not allowed',
      notes: ['allowed is a>=2, not a<2'],
    });
  });

  it('refuses before the index is asked', async () => {
    const index = new ServedIndex(projects);
    const source = new IndexClient({
      fetch: index.fetch,
      fetchDirect: index.fetchDirect,
      readWheelMetadata: () => Promise.reject(new Error('not needed')),
    });
    await expect(
      solve(projects, ['a', 'b'], { allowlist: new Allowlist(['a']), source }),
    ).rejects.toThrow('package "b" not allowed');
    expect(index.asked).toEqual([]);
  });
});

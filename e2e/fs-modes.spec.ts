/** What a mount refuses, to programs and to the page, and how it says so. */
import { expect, test } from './support/mount-fixtures';

const READ_ONLY = 'permission denied: read-only mount';
const NO_NEW_FILES = 'permission denied: cannot create new files';
const NO_NEW_DIRECTORIES = 'permission denied: cannot create directories';

/** What becomes of an expression in a mount `M` that is `ro`, and in one that is `rw`. */
const MODES: Record<string, [ro: string, rw: string]> = {
  "sorted(os.listdir('M'))": ["['a', 'b', 'd', 'empty']", "['a', 'b', 'd', 'empty']"],
  "open('M/a').read() + fs.read_text('M/d/c')": ["'ad/c'", "'ad/c'"],
  "os.access('M/a', os.W_OK)": ['False', 'True'],
  "open('M/new', 'w')": ['EROFS', 'EACCES'],
  "open('M/new', 'a')": ['EROFS', 'EACCES'],
  "open('M/d/new', 'x')": ['EROFS', 'EACCES'],
  "os.mkdir('M/new')": ['EROFS', 'EACCES'],
  "os.makedirs('M/d/new/er')": ['EROFS', 'EACCES'],
  "os.rename('M/a', 'M/new')": ['EROFS', 'EACCES'],
  "os.rename('M/d', 'M/new')": ['EROFS', 'EACCES'],
  "shutil.copyfile('M/a', 'M/new')": ['EROFS', 'EACCES'],
  "shutil.move('/tmp/x', 'M/new')": ['EROFS', 'EACCES'],
  "tempfile.mkstemp(dir='M')": ['EROFS', 'EACCES'],
  "fs.write_text('M/new', '')": [READ_ONLY, NO_NEW_FILES],
  "fs.append_text('M/new', '')": [READ_ONLY, NO_NEW_FILES],
  "fs.copy('M/a', 'M/new')": [READ_ONLY, NO_NEW_FILES],
  "fs.rename('M/a', 'M/new')": [READ_ONLY, NO_NEW_FILES],
  "fs.rename('M/d', 'M/new')": [READ_ONLY, NO_NEW_DIRECTORIES],
  "fs.mkdir('M/new')": [READ_ONLY, NO_NEW_DIRECTORIES],
  "open('M/a', 'r+')": ['EROFS', 'opened'],
  "open('M/a', 'a').write('1')": ['EROFS', '1'],
  "os.truncate('M/a', 1)": ['EROFS', 'None'],
  "os.utime('M/a')": ['EROFS', 'None'],
  "os.replace('M/d/c', 'M/b')": ['EROFS', 'None'],
  "open('M/a', 'w').write('new')": ['EROFS', '3'],
  "fs.append_text('M/a', 'er')": [READ_ONLY, 'None'],
  "fs.write_text('M/b', 'b')": [READ_ONLY, 'None'],
  "os.rmdir('M/empty')": ['EROFS', 'None'],
  "os.remove('M/b')": ['EROFS', 'None'],
  "fs.remove('M/d')": [READ_ONLY, 'None'],
};

/** Prints what becomes of each, as JSON. */
const MODES_PROGRAM = `
import errno, io, json, os, shutil, tempfile
open('/tmp/x', 'w').close()
def told(expression):
    try:
        value = eval(expression)
    except OSError as error:
        return str(error) if isinstance(error, RuntimeError) else errno.errorcode[error.errno]
    if isinstance(value, io.IOBase):
        value.close()
        return 'opened'
    return repr(value)
print(json.dumps({
    expression: [told(expression.replace('M', mount)) for mount in ('/ro', '/rw')]
    for expression in ${JSON.stringify(Object.keys(MODES))}
}))
`;

test.describe('a mount that lasts', () => {
  // Every one is a session or more, and some wait for a lock to be handed on.
  test.setTimeout(120_000);

  test('binds programs to its mode, in open(), os and fs alike', async ({ inPage }) => {
    const { told, mounts, files } = await inPage(async ({ goru, print, channel }, program) => {
      const session = await goru.createSession({
        channel,
        hotSpare: false,
        mounts: [
          { path: '/ro', mode: 'ro', source: goru.opfsDirectory('to read') },
          { path: '/rw', mode: 'rw', source: goru.opfsDirectory('to edit') },
        ],
      });
      const folders = ['/ro', '/rw'];
      for (const folder of folders) {
        for (const name of ['a', 'b', 'd/c']) {
          await session.files.write(`${folder}/${name}`, new TextEncoder().encode(name));
        }
        await session.files.createDirectory(`${folder}/empty`);
      }
      // A new interpreter finds them stored.
      await session.reset();
      const text = await print(session, program);
      const inFolder = async (folder: string): Promise<string[]> => {
        const names = (await session.files.list(folder)).map(({ name }) => name).sort();
        const bytes = await session.files.read(`${folder}/a`);
        return [...names, new TextDecoder().decode(bytes)];
      };
      return {
        told: JSON.parse(text) as unknown,
        mounts: await session.files.mounts(),
        files: await Promise.all(folders.map(inFolder)),
      };
    }, MODES_PROGRAM);
    expect(mounts.slice(0, 2)).toEqual([
      {
        path: '/ro',
        mode: 'ro',
        storage: expect.stringMatching(/opfs|indexeddb/),
        problem: null,
        problemKind: null,
      },
      {
        path: '/rw',
        mode: 'rw',
        storage: expect.stringMatching(/opfs|indexeddb/),
        problem: null,
        problemKind: null,
      },
    ]);
    expect(told).toEqual(MODES);
    expect(files).toEqual([
      ['a', 'b', 'd', 'empty', 'a'],
      ['a', 'newer'],
    ]);
  });

  test("tells the page, in every method of session.files, why it can't", async ({ inPage }) => {
    const seen = await inPage(async ({ goru, print, channel }) => {
      const reports: string[] = [];
      const note = (event: ErrorEvent): void => {
        event.preventDefault();
        reports.push(event.message);
      };
      addEventListener('error', note);
      let begun: () => void = () => undefined;
      const session = await goru.createSession({
        channel,
        onDisplay: () => {
          begun();
        },
        hotSpare: false,
        limits: { fs: { tmpBytes: 1000 } },
        mounts: [
          { path: '/data', mode: 'ro', source: goru.memoryFiles({ a: 'a', held: '', 'd/b': 'b' }) },
          { path: '/out', mode: 'rwc', source: goru.opfsDirectory('page errors') },
        ],
      });
      const { files } = session;
      const bytes = new Uint8Array(2000);
      for (const name of ['a', 'held', 'd/b']) await files.write(`/out/${name}`, bytes);
      await print(session, `files = [open(f'/{m}/held') for m in ('data', 'out')]`);
      const told = (work: Promise<unknown>): Promise<string> =>
        work.then(
          (value) => `none: ${JSON.stringify(value)}`,
          (error: unknown) =>
            goru.isGoruError(error) ? `${error.code}: ${error.message}` : String(error),
        );
      const inMount = async (m: string): Promise<string[]> => [
        await told(files.list(`${m}/none`)),
        await told(files.list(`${m}/a`)),
        await told(files.read(`${m}/none`)),
        await told(files.read(`${m}/d`)),
        await told(files.read(`${m}/../etc/passwd`)),
        await told(files.write(`${m}/d`, bytes)),
        await told(files.write(`${m}/a/b`, bytes)),
        await told(files.write(m, bytes)),
        await told(files.write(`${m}/held`, bytes)),
        await told(files.createDirectory(`${m}/a`)),
        await told(files.createDirectory(`${m}/a/b`)),
        await told(files.rename(`${m}/none`, `${m}/x`)),
        await told(files.rename(`${m}/a`, `${m}/none/x`)),
        await told(files.rename(`${m}/a`, `${m}/d`)),
        await told(files.rename(`${m}/d`, `${m}/d/x`)),
        await told(files.rename(`${m}/a`, '/tmp/a')),
        await told(files.rename(m, `${m}/x`)),
        await told(files.remove(`${m}/none`)),
        await told(files.remove(m)),
      ];
      const inMounts = [await inMount('/data'), await inMount('/out')];
      const paths: string[] = [];
      for (const path of ['/etc/passwd', '', '/data/\0', `/data/${'x/'.repeat(2048)}`]) {
        paths.push(await told(files.list(path)), await told(files.write(path, bytes)));
      }
      const full = [
        await told(files.write('/tmp/x', bytes)),
        await told(files.rename('/out/a', '/out/held')),
        await told(files.write('/out/' + 'x'.repeat(256), bytes)),
        await told(files.write('/out/a\\b', bytes)),
      ];
      let heard = 0;
      const stopThrowing = files.onChange(() => {
        throw new Error('the listener broke');
      });
      files.onChange(() => (heard += 1));
      const stopListening = files.onChange(() => (heard += 100));
      stopListening();
      await files.write('/out/new', bytes);
      stopThrowing();
      await files.remove('/out/new');
      // What may have happened half-way when Python is restarted is not done again; the rest is.
      const isBusy = new Promise<void>((resolve) => (begun = resolve));
      const busy = session.run('display("busy")\nsum(range(10**12))', { timeoutMs: 1000 });
      await isBusy;
      const restarted = await Promise.all([
        told(files.rename('/out/a', '/out/b')),
        told(files.remove('/out/a')),
        told(files.list('/none')),
        told(files.mounts().then((mounts) => mounts.length)),
      ]);
      const { status } = await busy;
      const pending = told(files.read('/out/a'));
      session.close();
      const closed = await Promise.all([
        pending,
        told(files.mounts()),
        told(files.list('/out')),
        told(files.read('/out/a')),
        told(files.write('/out/a', bytes)),
        told(files.createDirectory('/out/x')),
        told(files.rename('/out/a', '/out/x')),
        told(files.remove('/out/a')),
      ]);
      removeEventListener('error', note);
      return { inMounts, paths, full, heard, reports, restarted, status, closed };
    });
    const inMount = (m: string): string[] => [
      `not-found: directory not found: ${m}/none`,
      `not-found: directory not found: ${m}/a`,
      `not-found: file not found: ${m}/none`,
      `invalid-argument: is a directory: ${m}/d`,
      'permission: permission denied: path escape attempt',
      `invalid-argument: is a directory: ${m}/d`,
      `invalid-argument: not a directory: ${m}/a`,
      `invalid-argument: is a directory: ${m}`,
      `busy: file is in use: ${m}/held`,
      `invalid-argument: not a directory: ${m}/a`,
      `invalid-argument: not a directory: ${m}/a/b`,
      `not-found: file not found: ${m}/none`,
      `not-found: directory not found: ${m}/none`,
      `invalid-argument: is a directory: ${m}/d`,
      `invalid-argument: cannot move a directory into itself: ${m}/d to ${m}/d/x`,
      'unsupported: a file cannot be renamed into another mount',
      'permission: permission denied: cannot rename a mount',
      `not-found: file not found: ${m}/none`,
      `busy: file is in use: ${m}`,
    ];
    expect.soft(seen.inMounts).toEqual([inMount('/data'), inMount('/out')]);
    const paths = [
      'permission: permission denied: path not in any mount',
      'invalid-argument: path required',
      'invalid-argument: invalid path',
      'limit: path too long',
    ];
    expect.soft(seen.paths).toEqual(paths.flatMap((text) => [text, text]));
    expect
      .soft(seen.full)
      .toEqual([
        'disk-full: no space left: /tmp/x',
        'busy: file is in use: /out/held',
        `limit: file name too long: /out/${'x'.repeat(256)}`,
        'invalid-argument: invalid file name: /out/a\\b',
      ]);
    expect.soft(seen.reports).toEqual([expect.stringContaining('the listener broke')]);
    expect.soft(seen.heard).toBeGreaterThanOrEqual(2);
    expect.soft(seen.heard).toBeLessThan(100);
    expect.soft(seen.status).toBe('timeout');
    expect
      .soft(seen.restarted)
      .toEqual([
        'interpreter: Python was restarted during this rename',
        'interpreter: Python was restarted during this remove',
        'permission: permission denied: path not in any mount',
        'none: 3',
      ]);
    expect.soft(seen.closed).toEqual(Array<string>(8).fill('session-closed: session closed'));
  });
});

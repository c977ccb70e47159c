import { describe, expect, it } from 'vitest';
import { fakeFiles } from './testing/fake-files';
import { findConflicts, writeUploads } from './uploads';

const UPLOADS = [
  { path: 'a.csv', content: new Blob(['new a']) },
  { path: 'folder/b.csv', content: new Blob(['new b']) },
];

function setUp(initial: Record<string, string>) {
  const files = fakeFiles(initial);
  const progress: number[] = [];
  const write = (onConflict: 'replace' | 'keep-both', folder = '/work') =>
    writeUploads({
      files,
      folder,
      uploads: UPLOADS,
      onConflict,
      onProgress: (done) => progress.push(done),
    });
  return { files, progress, write };
}

describe('uploads', () => {
  it('bring their folders along', async () => {
    const { files, progress, write } = setUp({ '/work/x': '' });
    await write('replace');
    expect(files.content.get('/work/folder/b.csv')).toBe('new b');
    expect(progress).toEqual([0, 1]);
  });

  it('name what is there already', async () => {
    const { files } = setUp({ '/work/folder/b.csv': 'old', '/work/a': '' });
    const conflicts = await findConflicts(files, '/work', UPLOADS);
    expect(conflicts.map(({ path }) => path)).toEqual(['folder/b.csv']);
  });

  it('replace, or keep both', async () => {
    const initial = { '/work/a.csv': 'old', '/work/a (2).csv': 'older' };
    const { files, write } = setUp(initial);
    await write('keep-both');
    expect(files.content.get('/work/a.csv')).toBe('old');
    expect(files.content.get('/work/a (3).csv')).toBe('new a');
    await write('replace');
    expect(files.content.get('/work/a.csv')).toBe('new a');
  });

  it('end at the first failure', async () => {
    const { files, write } = setUp({});
    await expect(write('replace', '/full')).rejects.toThrow('disk full');
    expect(files.content.size).toBe(0);
  });
});

import { expect, it } from 'vitest';
import { fakeFiles } from './testing/fake-files';
import { zipFolder } from './zip-folder';

it('puts everything below a folder into a zip', async () => {
  const files = fakeFiles({ '/work/a.txt': 'first', '/work/deep/er/b.txt': 'second' });
  const zip = await zipFolder(files, '/work');
  const text = Buffer.from(await zip.arrayBuffer()).toString('latin1');
  expect(text.startsWith('PK')).toBe(true);
  // Each name stands before its content and once more in the directory at the end.
  for (const name of ['a.txt', 'deep/', 'deep/er/', 'deep/er/b.txt']) {
    expect(text.split(name).length).toBeGreaterThan(2);
  }
  expect(text).toContain('first');
  expect(text).toContain('second');
});

it('gives nothing a name that leads out of the folder it is unpacked in', async () => {
  const files = fakeFiles({ '/work/..\\..\\evil.bat': 'x', '/work/a\\b/c': 'y' });
  const zip = await zipFolder(files, '/work');
  const text = Buffer.from(await zip.arrayBuffer()).toString('latin1');
  expect(text).toContain('.._.._evil.bat');
  expect(text).toContain('a_b/c');
  expect(text).not.toContain('..\\');
});

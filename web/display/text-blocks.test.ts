import { expect, it } from 'vitest';
import { cutIntoBlocks } from './text-blocks';

it.each([
  ['a short text', 'a\nb\n', ['a\nb\n']],
  ['nothing', '', []],
  ['an endless line', 'w'.repeat(5_000), ['w'.repeat(4_096), 'w'.repeat(904)]],
  ['lines', `${'x'.repeat(3_000)}\n`.repeat(2), Array(2).fill(`${'x'.repeat(3_000)}\n`)],
  ['half a character', `${'w'.repeat(4_095)}😀w`, [`${'w'.repeat(4_095)}😀`, 'w']],
])('cuts %s, and loses nothing', (_, text, blocks) => {
  expect(cutIntoBlocks(text)).toEqual(blocks);
});

it('looks at each character once', () => {
  const start = performance.now();
  expect(cutIntoBlocks('w'.repeat(20_000_000))).toHaveLength(4_883);
  expect(performance.now() - start).toBeLessThan(1_000);
});

import { expect, it } from 'vitest';
import { readShareFragment } from './share-link';
import { addressOfProgram } from './write-link';

const SITE = new URL('https://goru.example/playground/');

async function opened(code: string): Promise<string | undefined> {
  const address = await addressOfProgram(SITE, code);
  if (address === null) return undefined;
  expect(address).toMatch(/^https:\/\/goru\.example\/playground\/#g1=/);
  const content = await readShareFragment(new URL(address).hash);
  if (content.kind === 'problem') throw new Error(content.problem);
  expect(content.program.files).toHaveLength(1);
  return content.program.files[0]?.text;
}

it.each(['', `print('hello')\n`, '# 🎉 "\\', 'x = 1\n'.repeat(5_000)])(
  'the address of a snippet opens its program: %.20j',
  async (code) => {
    expect(await opened(code)).toBe(code);
  },
);

it('opens with a mark where half a character was', async () => {
  expect(await opened(`print('\ud83c')`)).toBe(`print('\ufffd')`);
});

it('has none for a program that is too large for a link', async () => {
  expect(await opened('x'.repeat(4_000_001))).toBeUndefined();
});

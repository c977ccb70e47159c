import { describe, expect, it } from 'vitest';
import { decodeCodeFragment, encodeCodeFragment } from './code-link';

describe('code in the address', () => {
  it.each(['', 'print(1)', 'a\r\n\tb\n', 'print("日本 😀 é")', '\ufeffx', 'x'.repeat(200_000)])(
    'comes back as it was (case %#)',
    (code) => {
      expect(decodeCodeFragment(encodeCodeFragment(code))).toBe(code);
    },
  );

  it('uses no character that an address would have to escape', () => {
    expect(encodeCodeFragment('>>>???~~~ÿÿÿ')).toMatch(/^#code=[\w-]+$/);
  });

  it('accepts plain base64 too', () => {
    expect(decodeCodeFragment('#code=Pj4+Pz8/')).toBe('>>>???');
    expect(decodeCodeFragment('#code=YQ==')).toBe('a');
  });

  it('stands beside other parameters', () => {
    expect(decodeCodeFragment('#theme=dark&code=YQ')).toBe('a');
  });

  it.each(['', '#', '#other=1', '#code=%%%', '#code=a', '#code=_w', '#code=€'])(
    'gives nothing for %s',
    (fragment) => {
      expect(decodeCodeFragment(fragment)).toBeNull();
    },
  );
});

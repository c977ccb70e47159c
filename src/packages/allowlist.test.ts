import { describe, expect, it } from 'vitest';
import { Allowlist } from './allowlist';
import { parseRequirement } from './requirement';
import { requireVersion } from './version';

const URL_WISH = 'a @ https://host.test/a-1.0-py3-none-any.whl';

function allows(entries: readonly string[], wish: string, version = '2.0'): boolean {
  return new Allowlist(entries).versionsFor(parseRequirement(wish))(requireVersion(version));
}

describe('Allowlist', () => {
  it('allows a named package in the versions of its entry', () => {
    const entries = ['Requests>=2.32', 'pydantic'];
    expect(allows(entries, 'requests', '2.32.3')).toBe(true);
    expect(allows(entries, 'requests', '2.31')).toBe(false);
    expect(allows(entries, 'pydantic[email]<9', '0.1')).toBe(true);
  });

  it('allows what one of several entries for a package allows', () => {
    const entries = ['a<2', 'a>=3'];
    expect(['1.0', '2.0', '3.0'].map((version) => allows(entries, 'a', version))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('allows everything with *', () => {
    expect(allows(['*'], 'anything')).toBe(true);
    expect(allows(['*'], URL_WISH)).toBe(true);
  });

  it.each([
    [[], 'a'],
    [['a'], 'b'],
    [['a'], URL_WISH],
    [['a>=2.32'], 'a==2.0'],
    [['a-b'], 'a'],
  ])('%j refuses %s', (entries, wish) => {
    const { name } = parseRequirement(wish);
    expect(() => allows(entries, wish)).toThrow(
      expect.objectContaining({
        code: 'permission',
        message: `package "${name}" not allowed`,
      }) as Error,
    );
  });

  it('says what is allowed instead', () => {
    expect(() => allows(['a>=2.32', 'a==1.0'], 'a==2.0')).toThrow(
      expect.objectContaining({ notes: ['allowed is a>=2.32 or a==1.0, not a==2.0'] }) as Error,
    );
  });

  it('allows a direct URL only as itself', () => {
    expect(allows([URL_WISH], URL_WISH)).toBe(true);
    expect(() => allows([URL_WISH], `${URL_WISH}x`)).toThrow('package "a" not allowed');
    expect(() => allows([URL_WISH], 'a')).toThrow('package "a" not allowed');
  });

  it('knows what it names before versions are known', () => {
    const allowlist = new Allowlist(['a>=2']);
    expect(['a', 'a==1', 'b'].map((wish) => allowlist.names(parseRequirement(wish)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('refuses an entry that is no requirement', () => {
    expect(() => new Allowlist(['a>>2'])).toThrow('invalid version specifier');
  });
});

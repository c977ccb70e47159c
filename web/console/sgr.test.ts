import { describe, expect, it } from 'vitest';
import { applySgr } from './sgr';
import { PLAIN_STYLES } from './terminal-style';
import type { TerminalStyle } from './terminal-style';

const plain = PLAIN_STYLES.stdout;

describe('applySgr', () => {
  it.each<[string, Partial<TerminalStyle>]>([
    ['1', { bold: true }],
    ['2', { dim: true }],
    ['3', { italic: true }],
    ['4', { underline: true }],
    ['4:3', { underline: true }],
    ['7', { inverse: true }],
    ['9', { strikethrough: true }],
    ['31', { foreground: 1 }],
    ['97', { foreground: 15 }],
    ['44', { background: 4 }],
    ['103', { background: 11 }],
    ['38;5;9', { foreground: 9 }],
    ['38;5;16', { foreground: '#000000' }],
    ['38;5;196', { foreground: '#ff0000' }],
    ['48;5;255', { background: '#eeeeee' }],
    ['38;2;1;2;255', { foreground: '#0102ff' }],
    ['38:2::1:2:255', { foreground: '#0102ff' }],
    ['38:2:1:2:255', { foreground: '#0102ff' }],
    ['38:5:196', { foreground: '#ff0000' }],
    ['38;2;1;2;3;1', { foreground: '#010203', bold: true }],
    ['38;5;196;48;5;16;4', { foreground: '#ff0000', background: '#000000', underline: true }],
    ['38;2;300;0;0', { foreground: '#ff0000' }],
  ])('reads %s', (params, expected) => {
    expect(applySgr(plain, params)).toEqual({ ...plain, ...expected });
  });

  it.each(['', '0', '1;0', '31;39', '44;49', '1;2;22', '3;23', '4;24', '4;4:0', '7;27', '9;29'])(
    'ends plain after %s',
    (params) => {
      expect(applySgr(plain, params)).toBe(plain);
    },
  );

  it.each(['38', '38;5', '38;7', '38;5;999', '58', '777', 'x'])('ignores %s', (params) => {
    expect(applySgr(plain, params)).toBe(plain);
  });

  it('gives equal looks the same object', () => {
    expect(applySgr(plain, '1;38;5;196')).toBe(applySgr(applySgr(plain, '38;2;255;0;0'), '1'));
  });

  it('keeps the stream through a reset', () => {
    expect(applySgr(applySgr(PLAIN_STYLES.stderr, '31'), '0')).toBe(PLAIN_STYLES.stderr);
  });
});

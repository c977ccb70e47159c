import { describe, expect, it } from 'vitest';
import { viewContent } from './view-content';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the viewer', () => {
  it('shows text as it is, whatever it is called', () => {
    expect(viewContent('notes', bytes('ü\n'))).toEqual({ kind: 'text', text: 'ü\n', note: '' });
    expect(viewContent('empty.txt', bytes(''))).toEqual({ kind: 'text', text: '', note: '' });
  });

  it('shows CSV as a table, with its quotes and whatever delimiter', () => {
    expect(viewContent('a.CSV', bytes('name;says\nAda;"x;""y""\nz"\n'))).toEqual({
      kind: 'table',
      header: ['name', 'says'],
      rows: [['Ada', 'x;"y"\nz']],
      note: '1 row',
    });
  });

  it('shows the beginning of long ones and says so', () => {
    const rows = viewContent('a.csv', bytes(`x,y\n${'1,2\n'.repeat(700)}`));
    expect(rows).toMatchObject({ kind: 'table', note: 'the first 500 of 700 rows' });
    // The cut goes through a character of three bytes.
    const text = viewContent('a.txt', bytes('日'.repeat(400_000)));
    expect(text).toMatchObject({ kind: 'text', note: 'the first megabyte' });
    expect(text.kind === 'text' && text.text.includes('\ufffd')).toBe(false);
  });

  it('shows no more columns than somebody reads', () => {
    const table = viewContent('a.csv', bytes(`${','.repeat(900_000)}\n${'1,'.repeat(40_000)}`));
    if (table.kind !== 'table') throw new Error('no table');
    expect([table.header.length, table.rows[0]?.length]).toEqual([101, 101]);
    expect(table.rows[0]?.at(-1)).toBe('…');
  });

  it('shows no characters where there are none', () => {
    expect(viewContent('a.db', new Uint8Array([83, 81, 0, 1]))).toEqual({ kind: 'binary' });
    expect(viewContent('a.txt', new Uint8Array([0xff, 0xfe, 0x41]))).toEqual({ kind: 'binary' });
    const source = new Blob([new Uint8Array([1])], { type: 'image/png' });
    expect(viewContent('a.PNG', new Uint8Array([1]))).toEqual({ kind: 'image', source });
  });

  it('draws no SVG that would keep the page busy for ever, but shows what it says', async () => {
    const level = (at: number): string =>
      `<g id="a${String(at)}">${`<use href="#a${String(at - 1)}"/>`.repeat(10)}</g>`;
    const drawing = (levels: number): string =>
      `<?xml version="1.0" encoding="utf-16"?><svg xmlns="http://www.w3.org/2000/svg"><g id="a0"/>${Array.from({ length: levels }, (_, at) => level(at + 1)).join('')}</svg>`;
    const bomb = viewContent('a.svg', bytes(drawing(7)));
    expect(bomb).toMatchObject({ kind: 'text', text: drawing(7) });
    // In letters that only the browser reads.
    const wide = Uint8Array.from(drawing(7), (letter) => letter.charCodeAt(0));
    expect(viewContent('a.svg', new Uint8Array(new Uint16Array(wide).buffer)).kind).toBe('binary');
    const small = viewContent('a.svg', bytes(drawing(1)));
    if (small.kind !== 'image') throw new Error(`it is shown as ${small.kind}`);
    expect(await small.source.text()).toMatch(/^<svg/);
  });
});

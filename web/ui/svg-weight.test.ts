import { describe, expect, it } from 'vitest';
import { isTooHeavy } from './svg-weight';

const svg = (inside: string, head = ''): string =>
  `${head}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">${inside}</svg>`;
const glyph = '<defs><path id="a" d="M0 0h9"/></defs>';

/** Ten of ten of ten. */
function multiplied(levels: number, use = (name: string) => `<use href="#${name}"/>`): string {
  const level = (at: number): string =>
    `<g id="l${String(at)}">${use(`l${String(at - 1)}`).repeat(10)}</g>`;
  const groups = Array.from({ length: levels }, (_, at) => level(at + 1));
  return svg(`<g id="l0"><rect/></g>${groups.join('')}`);
}

describe('a picture that', () => {
  it.each([
    ['repeats nothing', svg('<rect/>'.repeat(50_000))],
    ['writes with glyphs', svg(glyph + '<use xlink:href="#a" x="1"/>'.repeat(5_000))],
    [
      'says what it is first, as matplotlib does',
      svg(
        `${glyph}<use href="#a"/>`,
        '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">\n<!-- <use> -->',
      ),
    ],
    ['repeats what is not there', svg('<use href="#b"/>')],
    ['moves', svg(`${glyph}<use href="#a"><animate attributeName="x" to="9"/></use>`)],
    ['has one of points in it', svg('<image xlink:href="data:image/png;base64,iVBORw0KGgo="/>')],
    ['multiplies a little', multiplied(2)],
  ])('%s is shown', (_, text) => {
    expect(isTooHeavy(text)).toBe(false);
  });

  it.each([
    ['multiplies', multiplied(6)],
    ['multiplies under another prefix', multiplied(6, (name) => `<s:use x:href='#${name}' />`)],
    ['spells names in another way', multiplied(6, (name) => `<use href="&#35;${name}"/>`)],
    ['encodes names', multiplied(6, (name) => `<use href="#%6c${name.slice(1)}"/>`)],
    ['repeats itself', svg('<g id="a"><use href="#a"/></g>')],
    ['uses it later', svg(`${glyph}<use><set attributeName="xlink:href" to="#a"/></use>`)],
    ['has words of its own', svg('&u;', '<!DOCTYPE svg [<!ENTITY u "<use/>">]>')],
    ['has one in it', svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>')],
    ['has a disguised one in it', svg('<image href="d&#97;ta:image/svg+xml;base64,PHN2Zy8+"/>')],
    ['is one long chain', svg('<g id="a0"/>' + chain(30_000))],
    ['is long and open', `<use ${'<a "'.repeat(200_000)}`],
  ])('%s is not shown, or soon', (_, text) => {
    const start = performance.now();
    const isHeavy = isTooHeavy(text);
    expect(performance.now() - start).toBeLessThan(2_000);
    if (text.startsWith('<use')) return; // No browser takes it for a picture.
    expect(isHeavy).toBe(true);
  });
});

function chain(length: number): string {
  const links = Array.from(
    { length },
    (_, at) => `<g id="a${String(at + 1)}"><use href="#a${String(at)}"/></g>`,
  );
  return links.reverse().join('');
}

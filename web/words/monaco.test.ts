import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { monaco } from './de/monaco';
import known from './testing/monaco-english.json';

const MONACO = fileURLToPath(new URL('../../node_modules/monaco-editor/esm/vs', import.meta.url));
const TEXT = /localize2?\((\d+),\s*(["'`])((?:\\.|(?!\2)[^\\\n])*)\2/g;
const PLACES = /\{\d\}|&&/g;

/** What Monaco's modules say in English, by number. */
function readMonaco(): ReadonlyMap<string, string> {
  const paths = readdirSync(MONACO, { recursive: true, encoding: 'utf8' });
  const texts = paths
    .filter((path) => path.endsWith('.js'))
    .flatMap((path) => [...readFileSync(`${MONACO}/${path}`, 'utf8').matchAll(TEXT)]);
  return new Map(texts.map(([, number = '', , text = '']) => [number, text]));
}

describe('Monaco in German', () => {
  it('stands for texts that this version of Monaco has under their numbers', () => {
    const english = readMonaco();
    const numbers = Object.keys(monaco);
    expect(Object.fromEntries(numbers.map((one) => [one, english.get(one)]))).toEqual(known);
  });

  it('has the places and the letters for the keyboard that the English has', () => {
    const placesOf = (text: string): string[] => [...text.matchAll(PLACES)].map(String).sort();
    for (const [number, text] of Object.entries(known)) {
      expect(placesOf(monaco[Number(number)] ?? ''), text).toEqual(placesOf(text));
    }
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { english, resetWords } from './reset';

const html = readFileSync(new URL('../../public/reset.html', import.meta.url), 'utf8');

describe('the texts of reset.html', () => {
  it('have a German one for each place in the page, and no other', () => {
    const places = [...html.matchAll(/data-text="(\w+)"/g)].map(([, name]) => name);
    expect(Object.keys(resetWords(['de-AT', 'en']).page).sort()).toEqual(
      [...new Set(places)].sort(),
    );
  });

  it('are those of the page itself for who reads no German', () => {
    expect(resetWords(['fr', 'en'])).toEqual({ ...english, tag: 'en', page: {} });
  });

  it('say what was saved in German, too', () => {
    expect(resetWords(['de']).saved(3, 'mine.zip')).toContain('3 Dateien sind als mine.zip');
    expect(resetWords(['de']).didNotWork('«reason»')).toContain('«reason»');
  });
});

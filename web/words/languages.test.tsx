import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { english as about } from './about';
import { english as calls } from './calls';
import { findLanguage, LANGUAGES, preferredLanguage, speakLanguage } from './choose-language';
import { english as commands } from './commands';
import { english as consent } from './consent';
import { english as console } from './console';
import { german } from './de/german';
import { german as germanEmbed } from './de/embed';
import { english as editor } from './editor';
import { english as embed } from './embed';
import { english as examples } from './examples';
import { english as explanations } from './explanations';
import { english as files } from './files';
import { english as firstProgram } from './first-program';
import { formatNumber, speak } from './in-language';
import { english as language } from './language';
import { english as network } from './network';
import { english as packages } from './packages';
import { english as palette } from './palette';
import { english as page, words } from './page';
import { english as problems } from './problems';
import { english as run } from './run';
import { english as runModes } from './run-modes';
import { english as settings } from './settings';
import { english as share } from './share';
import { english as shareDialog } from './share-dialog';
import { english as storage } from './storage';
import { english as touch } from './touch';
import { english as variables } from './variables';
import { english as workspace } from './workspace';
import { english as workspaces } from './workspaces';
import type { ReactNode } from 'react';
import type { Words } from './shape';

const ENGLISH: Words = {
  ...{ about, calls, consent, console, editor, examples, files, language, network, packages },
  ...{ explanations, page, run, runModes, share, shareDialog, storage, variables, workspace },
  ...{ commands, firstProgram, palette, problems, settings, touch, workspaces },
};

type Texts = Readonly<Record<string, unknown>>;
type Text = (...parameters: unknown[]) => ReactNode;

/** Every text by its place, as `files.keys.run`. */
function flatten(texts: Texts, place = ''): (readonly [place: string, text: unknown])[] {
  return Object.entries(texts).flatMap(([name, text]) => {
    const isGroup = typeof text === 'object' && text !== null && !('props' in text);
    return isGroup ? flatten(text as Texts, `${place}${name}.`) : [[place + name, text] as const];
  });
}

/** What it says when its parameters are `«0»`, `«1»`; one that makes a link of a label leaves the label as it is. */
function say(text: unknown, parameterCount: number): string {
  if (typeof text !== 'function') return renderToStaticMarkup(text as ReactNode);
  const marks = Array.from({ length: parameterCount }, (_, index) => `«${String(index)}»`);
  try {
    return renderToStaticMarkup((text as Text)(...marks));
  } catch {
    return renderToStaticMarkup(
      (text as Text)(
        ...marks.map(
          () =>
            (...words: string[]) =>
              words,
        ),
      ),
    );
  }
}

const parametersOf = (text: unknown): number => (typeof text === 'function' ? text.length : 0);

/** Parameters and pieces of code, which are the same in every language. */
const fixedPartsOf = (said: string): string[] =>
  [...said.matchAll(/«\d»|<code>.*?<\/code>/g)]
    .map(([part]) => part.replace(/value|wert/, '…'))
    .sort();

const english = new Map(flatten({ ...ENGLISH, embed }));
const translated = flatten({ ...german, embed: germanEmbed });

describe('German', () => {
  it('has every text that the English has, and no other', () => {
    expect(translated.map(([place]) => place).sort()).toEqual([...english.keys()].sort());
  });

  it.each(translated)('says %s in full', (place, text) => {
    const original = english.get(place);
    const count = parametersOf(original);
    const said = say(text, count);
    const inEnglish = say(original, count);
    expect(said === '').toBe(inEnglish === '');
    expect(fixedPartsOf(said)).toEqual(fixedPartsOf(inEnglish));
  });

  it('says what went wrong by its code, with the runtime’s own words for whoever looks it up', () => {
    const { error, mount } = german.problems;
    expect(error('disk-full', 'no space left: /work/a.txt')).toBe(
      'Es ist kein Platz mehr (no space left: /work/a.txt)',
    );
    expect(error('invalid-argument', 'package not found on PyPI')).toBe(
      'Dieses Paket gibt es auf PyPI nicht',
    );
    expect(mount('elsewhere', 'open in another tab')).toContain('anderen Tab');
    expect(mount(null, 'something new')).toBe('something new');
  });

  it('counts one of something in the singular', () => {
    expect(german.page.hosts(1)).toBe('1 Host');
    expect(german.calls.count(1)).toBe('1 Aufruf');
    expect(german.calls.count(2)).toBe('2 Aufrufe');
  });
});

describe('the language of the page', () => {
  afterEach(() => {
    speak(null, 'en');
  });

  it('is the first of the person’s that the page speaks', () => {
    expect(preferredLanguage(['fr', 'de-AT', 'en'])).toBe('de');
    expect(preferredLanguage(['en-GB', 'de'])).toBe('en');
    expect(preferredLanguage(['ja'])).toBe('en');
    expect(findLanguage('toString')).toBeUndefined();
    expect(Object.keys(LANGUAGES).map(findLanguage)).toEqual(['en', 'de']);
  });

  it('changes texts and numbers wherever they are asked for from then on', async () => {
    const root = { lang: 'en' };
    expect([words().files, formatNumber(1234.5, 1)]).toEqual(['Files', '1,234.5']);
    await speakLanguage('de', root);
    expect(root.lang).toBe('de');
    expect([words().files, formatNumber(1234.5, 1)]).toEqual(['Dateien', '1.234,5']);
  });
});

import { describe, expect, it } from 'vitest';
import { inputLines, isPlain, parseRunSettings, PLAIN_RUN, runWith } from './run-settings';

describe('the settings of a run', () => {
  it('are plain at first, and give a run nothing', () => {
    expect(isPlain(PLAIN_RUN)).toBe(true);
    expect(runWith(PLAIN_RUN)).toEqual({ options: { args: [] }, input: [], isFresh: false });
  });

  it('become options of a run', () => {
    const settings = {
      args: '--name "A B"',
      stdin: 'one\n\ntwo\n',
      limitS: 2.5,
      isDeterministic: true,
      seed: 7,
      clock: '2025-01-01T09:00',
      isFresh: true,
    };
    expect(isPlain(settings)).toBe(false);
    expect(runWith(settings)).toEqual({
      options: {
        args: ['--name', 'A B'],
        timeoutMs: 2500,
        seed: 7,
        clockMs: new Date(2025, 0, 1, 9).getTime(),
      },
      input: ['one', '', 'two'],
      isFresh: true,
    });
    expect(parseRunSettings(JSON.stringify(settings))).toEqual(settings);
  });

  it('leave the clock alone when the moment is none', () => {
    const settings = { ...PLAIN_RUN, isDeterministic: true, clock: '' };
    expect(runWith(settings).options).toEqual({ args: [], seed: 1 });
  });

  it.each([null, '{', '7', '{"args":3,"limitS":-1,"seed":0.5}'])(
    'survive %j in the storage',
    (text) => {
      expect(parseRunSettings(text)).toEqual(PLAIN_RUN);
    },
  );

  it('take input line by line', () => {
    expect(inputLines('')).toEqual([]);
    expect(inputLines('\n')).toEqual(['']);
    expect(inputLines('a\nb')).toEqual(['a', 'b']);
  });
});

import { describe, expect, it } from 'vitest';
import { TerminalModel } from './terminal-model';
import { LINE_COLUMNS_MAX } from './terminal-line';
import { LIVE_ROWS_MAX } from './terminal-screen';
import { PLAIN_STYLES } from './terminal-style';
import type { TextRun } from './terminal-style';

const ESC = '\u001b';

/** What a person would see: committed text followed by the live rows. */
function show(model: TerminalModel): string {
  const committed = model.takeChanges().committed.map((run) => run.text);
  const rows = model.rows.map((row) => row.runs.map((run) => run.text).join(''));
  return committed.join('') + rows.join('\n');
}

function render(...chunks: string[]): string {
  const model = new TerminalModel();
  for (const chunk of chunks) model.write(chunk, 'stdout');
  return show(model);
}

function lastRowRuns(...chunks: string[]): readonly TextRun[] {
  const model = new TerminalModel();
  for (const chunk of chunks) model.write(chunk, 'stdout');
  return model.rows.at(-1)?.runs ?? [];
}

describe('plain text', () => {
  it('keeps lines as they are', () => {
    expect(render('a\nb\n\nc')).toBe('a\nb\n\nc');
  });

  it('continues a line over chunks', () => {
    expect(render('he', 'llo', '\nwor', 'ld\n')).toBe('hello\nworld\n');
  });

  it('commits what leaves the live rows and loses nothing', () => {
    const text = Array.from({ length: 3 * LIVE_ROWS_MAX }, (_, i) => `line ${String(i)}`).join(
      '\n',
    );
    expect(render(text)).toBe(text);
    expect(render(...text.split(/(?=\n)/))).toBe(text);
    expect(render('start ', text, '\nend')).toBe(`start ${text}\nend`);
  });

  it('keeps at most the live rows editable', () => {
    const model = new TerminalModel();
    model.write('x\n'.repeat(500), 'stdout');
    expect(model.rows).toHaveLength(LIVE_ROWS_MAX);
  });

  it('hands a very long line on in pieces without adding newlines', () => {
    const piece = 'x'.repeat(5_000);
    expect(render(piece, piece, piece, '!\n')).toBe(`${piece.repeat(3)}!\n`);
    expect(render(...Array.from(piece.repeat(3)))).toBe(piece.repeat(3));
  });

  it('holds no line longer than it hands on, whatever is done to its columns', () => {
    const attacks = [
      `a\r${`${ESC}[1000@`.repeat(100)}`,
      `a\rb${'x'.repeat(100_000)}`,
      `a\nb${ESC}[A${'x'.repeat(100_000)}`,
      `a\r\u4e00${'\u0301'.repeat(100_000)}`,
      `${'\u4e00'.repeat(3_000)}\r${'\t'.repeat(3_000)}`,
    ];
    for (const attack of attacks) {
      const model = new TerminalModel();
      model.write(attack, 'stdout');
      model.takeChanges();
      const lengths = model.rows.flatMap((row) => row.runs.map(({ text }) => text.length));
      expect(Math.max(0, ...lengths)).toBeLessThanOrEqual(2 * LINE_COLUMNS_MAX);
    }
  });

  it('starts anew when it is cleared: nothing half-said or coloured is left over', () => {
    for (const rest of [`${ESC}]0;title`, `${ESC}[`, `${ESC}[8mx`]) {
      const model = new TerminalModel();
      model.write(rest, 'stdout');
      model.clear();
      model.write('hello', 'stdout');
      expect(model.rows.flatMap((row) => row.runs)).toEqual([
        { text: 'hello', style: PLAIN_STYLES.stdout },
      ]);
    }
  });

  it('ends an unfinished title at the end of the line', () => {
    expect(render(`${ESC}]0;title`, ' goes on\nhello')).toBe('\nhello');
  });

  it('waits no longer than any sequence is for the end of one', () => {
    expect(render(`${ESC}${' '.repeat(300)}`, 'hello')).toBe('hello');
    expect(render(`${ESC}[${'1;'.repeat(200)}`, 'hello')).toBe('hello');
  });

  it('keeps tabs', () => {
    expect(render('a\tb\n')).toBe('a\tb\n');
  });

  it('swallows control characters that mean nothing here', () => {
    expect(render('a\u0000b\u0007c\u007fd')).toBe('abcd');
  });
});

describe('carriage return and backspace', () => {
  it('overwrites the line', () => {
    expect(render('10%\r20%\r100%')).toBe('100%');
  });

  it('leaves what a shorter text does not cover', () => {
    expect(render('abcdef\rXY')).toBe('XYcdef');
  });

  it('treats \\r\\n as one newline', () => {
    expect(render('a\r\nb\r\n')).toBe('a\nb\n');
  });

  it('acts on a \\r that arrives alone', () => {
    expect(render('abc', '\r', 'X')).toBe('Xbc');
  });

  it('steps back with backspace, not past the start', () => {
    expect(render('abc\b\bX')).toBe('aXc');
    expect(render('\b\b\bok')).toBe('ok');
  });

  it('erases by backspace, space, backspace', () => {
    expect(render('abc\b \b')).toBe('ab ');
  });
});

describe('erasing', () => {
  it.each([
    ['to the end of the line', `abcdef\r${ESC}[K`, ''],
    ['to the end from the middle', `abcdef${ESC}[3D${ESC}[0K`, 'abc'],
    ['to the start', `abcdef${ESC}[4D${ESC}[1K`, '   def'],
    ['the whole line', `abcdef${ESC}[2K\rnew`, 'new'],
    ['characters', `abcdef\r${ESC}[2X`, '  cdef'],
    ['by deleting characters', `abcdef\r${ESC}[2P`, 'cdef'],
    ['by inserting blanks', `abc\r${ESC}[2@`, '  abc'],
    ['below the cursor', `a\nb\nc${ESC}[2A\r${ESC}[J`, ''],
    ['above the cursor', `a\nb\nc${ESC}[1A${ESC}[1J`, '\n\nc'],
  ])('erases %s', (_, text, expected) => {
    expect(render(text)).toBe(expected);
  });

  it.each(['[2J', '[3J', 'c'])('clears everything with ESC %s', (sequence) => {
    const model = new TerminalModel();
    model.write('a\n'.repeat(200), 'stdout');
    model.write(`${ESC}${sequence}${ESC}[Hnew`, 'stdout');
    const changes = model.takeChanges();
    expect(changes).toEqual({ cleared: true, committed: [] });
    expect(model.rows).toHaveLength(1);
    expect(model.rows[0]?.runs.map((run) => run.text)).toEqual(['new']);
  });
});

describe('cursor moves', () => {
  it('draws two nested progress bars as tqdm does', () => {
    const step = (outer: number, inner: number) =>
      `\router ${String(outer)}\n\rinner ${String(inner)}${ESC}[A`;
    expect(render(step(1, 1), step(1, 2), step(2, 1), '\n\n')).toBe('outer 2\ninner 1\n');
  });

  it('redraws a block as rich does', () => {
    const frame = (n: number) => `one ${String(n)}\ntwo ${String(n)}`;
    const back = `\r${ESC}[2K${ESC}[1A${ESC}[2K`;
    expect(render(frame(1), back, frame(2), back, frame(3), '\n')).toBe('one 3\ntwo 3\n');
  });

  it('does not move above the live rows', () => {
    const text = 'x\n'.repeat(100);
    const lines = render(text, `${ESC}[999A`, 'top').split('\n');
    expect(lines.indexOf('top')).toBe(101 - LIVE_ROWS_MAX);
    expect(lines).toHaveLength(101);
  });

  it.each([
    ['forward over nothing', `${ESC}[3Cx`, '   x'],
    ['to a column', `abcdef${ESC}[2Gx`, 'axcdef'],
    ['to row and column', `abc\ndef${ESC}[1;2Hx`, 'axc\ndef'],
    ['down to new rows', `a${ESC}[2Bb`, 'a\n\n b'],
    ['to next and previous lines', `a\nb${ESC}[Fc${ESC}[Ed`, 'c\nd'],
    ['back to a saved place', `ab${ESC}7cd${ESC}8X`, 'abXd'],
    ['back to a saved place (CSI form)', `ab${ESC}[scd${ESC}[uX`, 'abXd'],
  ])('moves %s', (_, text, expected) => {
    expect(render(text)).toBe(expected);
  });

  it('inserts and deletes lines', () => {
    expect(render(`a\nb\nc${ESC}[1A${ESC}[M`)).toBe('a\nc');
    expect(render(`a\nc${ESC}[Lb`)).toBe('a\nb\nc');
  });

  it('is not fooled into using memory by a huge move', () => {
    expect(render(`${ESC}[999999999Cx`).length).toBeLessThan(2_000);
    expect(render(`ab\r${ESC}[999999999@x`).length).toBeLessThan(2_000);
    expect(render(`${ESC}[999999999Lx`).length).toBeLessThan(2_000);
  });
});

describe('escape sequences', () => {
  it('survive being cut anywhere', () => {
    const text = `a${ESC}[1;31mred${ESC}[0m b${ESC}]8;;http://x.test${ESC}\\link${ESC}]8;;\u0007 ${ESC}[2Dz`;
    const whole = render(text);
    expect(whole).toBe('ared blinz ');
    for (let cut = 1; cut < text.length; cut += 1) {
      expect(render(text.slice(0, cut), text.slice(cut))).toBe(whole);
    }
    expect(render(...Array.from(text))).toBe(whole);
  });

  it.each([
    ['private modes', `${ESC}[?25la${ESC}[?1049hb`],
    ['titles', `${ESC}]0;title\u0007ab`],
    ['device control strings', `${ESC}Pq#0;2;0${ESC}\\ab`],
    ['character sets', `${ESC}(Bab`],
    ['keypad modes', `${ESC}=a${ESC}>b`],
    ['unknown letters', `${ESC}[5ya${ESC}[1 qb`],
  ])('are swallowed when unknown: %s', (_, text) => {
    expect(render(text)).toBe('ab');
  });

  it('never swallow a newline after a broken one', () => {
    expect(render(`a${ESC}[3\nb`)).toBe('a\nb');
    expect(render(`a${ESC}${ESC}[1mb`)).toBe('ab');
  });

  it('are given up when they grow without end', () => {
    expect(render(`${ESC}[${'1;'.repeat(500)}`, 'm ok')).toContain('ok');
  });
});

describe('wide text', () => {
  it('does not cut characters of two units', () => {
    expect(render('😀😀\r', '日')).toBe('日😀');
  });

  it('blanks the half that is left of a wide character', () => {
    expect(render('日本\rx')).toBe('x 本');
    expect(render('日本\rab', 'c')).toBe('abc ');
  });

  it('keeps joined emoji and combining marks together', () => {
    expect(render('👩‍💻e\u0301x\r', `${ESC}[3CX`)).toBe('👩‍💻e\u0301X');
  });

  it('joins a combining mark that arrives later', () => {
    expect(render('abc\rx', '\u0301')).toBe('x\u0301bc');
  });

  it('counts tabs as columns when a line is edited', () => {
    expect(render('a\tb\r', `${ESC}[8CX`)).toBe('a       X');
  });
});

describe('styles', () => {
  it('are taken from SGR and reset', () => {
    const runs = lastRowRuns(`a${ESC}[1;31mb${ESC}[0mc`);
    expect(runs.map((run) => run.text)).toEqual(['a', 'b', 'c']);
    expect(runs[1]?.style).toMatchObject({ bold: true, foreground: 1 });
    expect(runs[2]?.style).toBe(runs[0]?.style);
  });

  it('last over chunks and lines', () => {
    const model = new TerminalModel();
    model.write(`${ESC}[32m`, 'stdout');
    model.write('green\nstill', 'stdout');
    expect(model.rows.at(-1)?.runs[0]?.style.foreground).toBe(2);
  });

  it('tell the streams apart on one line', () => {
    const model = new TerminalModel();
    model.write('out', 'stdout');
    model.write('err', 'stderr');
    expect(model.rows[0]?.runs.map((run) => run.style.kind)).toEqual(['stdout', 'stderr']);
  });

  it('overwrite only what is written', () => {
    const runs = lastRowRuns(`${ESC}[31mabcd${ESC}[0m\r${ESC}[1Cxy`);
    expect(runs.map((run) => [run.text, run.style.foreground])).toEqual([
      ['a', 1],
      ['xy', null],
      ['d', 1],
    ]);
  });

  it('are dropped by startLine', () => {
    const model = new TerminalModel();
    model.write(`${ESC}[31mred`, 'stdout');
    model.startLine();
    model.write('note', 'notice');
    expect(show(model)).toBe('red\nnote');
    expect(model.rows[1]?.runs[0]?.style).toMatchObject({ kind: 'notice', foreground: null });
  });
});

describe('clearing above the last row', () => {
  it('leaves the question of an input() as it is, with the cursor behind it', () => {
    const model = new TerminalModel();
    model.write('old\nYour name? ', 'stdout');
    const [question] = model.rows.slice(-1);
    model.clearAboveLastRow();
    expect(model.takeChanges()).toEqual({ cleared: true, committed: [] });
    expect(model.rows).toEqual([question]);
    model.write('Ada\nHello', 'input');
    expect(show(model)).toBe('Your name? Ada\nHello');
  });
});

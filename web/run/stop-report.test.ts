import { describe, expect, it } from 'vitest';
import { StopReport } from './stop-report';

const HEAD = 'Traceback (most recent call last):\n';
const FRAMES = '  File "main.py", line 7, in <module>\n    f()\n  File "main.py", line 3, in f\n';
const SOURCE = 'def f():\n    # on and on\n    while True: pass\n\n\n\nf()';
const REPORT = `${HEAD}${FRAMES}    while True: pass\nKeyboardInterrupt\n`;

function setUp() {
  const written: string[] = [];
  const report = new StopReport((text) => {
    written.push(text);
    return undefined;
  });
  return { report, text: () => written.join('') };
}

describe('the report of a stopped run', () => {
  it('is not shown, and tells the line', () => {
    const { report, text } = setUp();
    void report.take('before\n', 'stderr');
    report.hold();
    void report.take('tidied up\n', 'stdout');
    void report.take(`a warning\n${REPORT.slice(0, 50)}`, 'stderr');
    void report.take(REPORT.slice(50), 'stderr');
    expect(report.drop(SOURCE)).toBe(3);
    expect(text()).toBe('before\ntidied up\na warning\n');
  });

  it('tells no line of a function that an earlier program left', () => {
    const { report } = setUp();
    report.hold();
    void report.take(REPORT, 'stderr');
    expect(report.drop(`#\n${SOURCE.slice(0, 8)}`)).toBeNull();
  });

  it('is not shown when it names no line of the program', () => {
    const { report, text } = setUp();
    report.hold();
    void report.take('KeyboardInterrupt\n', 'stderr');
    expect(report.drop(SOURCE)).toBeNull();
    expect(text()).toBe('');
  });

  it('is shown in its place when it was something else', () => {
    const { report, text } = setUp();
    report.hold();
    void report.take(`${HEAD}ValueError: 1\n`, 'stderr');
    void report.take('out\n', 'stdout');
    void report.take(`${HEAD}KeyError: 2\n`, 'stderr');
    expect(report.drop(SOURCE)).toBeNull();
    expect(text()).toBe(`${HEAD}ValueError: 1\nout\n${HEAD}KeyError: 2\n`);
  });

  it('is shown when nobody pressed Stop', () => {
    const { report, text } = setUp();
    void report.take(REPORT, 'stderr');
    report.release();
    expect(text()).toBe(REPORT);
  });

  it('does not grow without end while a program floods with tracebacks', () => {
    const { report, text } = setUp();
    report.hold();
    for (let count = 0; count < 30; count += 1) void report.take(HEAD.repeat(2_000), 'stderr');
    expect(text().length).toBeGreaterThan(1_000_000);
  });
});

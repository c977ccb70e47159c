import { describe, expect, it } from 'vitest';
import { describeEnd, missingTraceback } from './run-report';
import type { ErrorResult } from '../../src/index';

const base = { stdout: '', stderr: '', durationMs: 1, stateLost: false };
const traceback = 'Traceback (most recent call last):\nKeyError: 1\n';
const error: ErrorResult = {
  ...base,
  status: 'error',
  type: 'KeyError',
  message: '1',
  traceback,
  line: 1,
  column: null,
  endLine: null,
  endColumn: null,
};

describe('describeEnd', () => {
  it('shows the value of a trailing expression', () => {
    expect(describeEnd({ ...base, status: 'ok', value: '42', display: null })).toEqual([
      { text: '42', kind: 'result' },
    ]);
    expect(describeEnd({ ...base, status: 'ok', value: null, display: null })).toEqual([]);
  });

  it('mentions an exit code only when it is not zero', () => {
    expect(describeEnd({ ...base, status: 'exit', code: 0 })).toEqual([]);
    expect(describeEnd({ ...base, status: 'exit', code: 3 })).toEqual([
      { text: 'The program ended with code 3', kind: 'notice' },
    ]);
  });

  it('says where a stopped program was, when that is known', () => {
    const stopped = { ...base, status: 'interrupted' } as const;
    expect(describeEnd(stopped, 3)).toEqual([{ text: 'Stopped at line 3', kind: 'notice' }]);
    expect(describeEnd(stopped)).toEqual([{ text: 'Stopped', kind: 'notice' }]);
  });

  it('says last that variables are gone', () => {
    const lines = describeEnd({ ...base, status: 'interrupted', stateLost: true });
    expect(lines.map(({ text }) => text)).toEqual([
      'Stopped',
      'Python was restarted; variables are gone',
    ]);
  });
});

describe('missingTraceback', () => {
  it('is null when the interpreter has printed it', () => {
    expect(missingTraceback({ ...error, stderr: `warning\n${traceback}` })).toBeNull();
    expect(missingTraceback({ ...base, status: 'ok', value: null, display: null })).toBeNull();
  });

  it('is the traceback when it has not', () => {
    expect(missingTraceback(error)).toBe(traceback.trimEnd());
  });
});

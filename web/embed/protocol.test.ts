import { describe, expect, it } from 'vitest';
import { isConnect, parseCommand, parseReport, PROTOCOL_LIMITS } from './protocol';

const run = { type: 'run', id: 1, code: 'print(1)', session: null, filename: 'main.py' };
const check = {
  ...{ title: 'doubles', status: 'failed', note: null, message: null },
  ...{ expression: 'double(4)', operator: '==', expected: '8', actual: 'None' },
};
const image = { mime: 'image/png', data: 'iVBORw0KGgo=', text: '<Image>' };
const result = {
  ...{ status: 'ok', stdout: '1\n', stderr: '', value: null, message: null, durationMs: 3 },
};

describe('what the frame takes from a page', () => {
  it.each([
    { type: 'warm' },
    run,
    { ...run, session: 'lesson' },
    { type: 'stop', id: 2 },
    { type: 'input', id: 2, text: 'Ada' },
    { type: 'input', id: 2, text: null },
  ])('is $type', (command) => {
    expect(parseCommand(command)).toEqual(command);
  });

  it.each([
    ...[undefined, null, 1, 'run', [], {}, { type: 'eval', id: 1 }, { ...run, type: ['run'] }],
    ...[
      { ...run, id: 0 },
      { ...run, id: '1' },
      { ...run, id: 1.5 },
      { ...run, id: Infinity },
    ],
    ...[
      { ...run, code: { toString: () => 'print(1)' } },
      { ...run, session: 7 },
    ],
    { ...run, code: 'x'.repeat(PROTOCOL_LIMITS.codeLength + 1) },
    { ...run, session: 'x'.repeat(PROTOCOL_LIMITS.nameLength + 1) },
    ...[{ ...run, filename: undefined }, { type: 'input', id: 1 }, { type: 'stop' }],
  ])('is not this (case %#)', (command) => {
    expect(parseCommand(command)).toBeNull();
  });

  it('has no more in it than it should: options and grants of a page go nowhere', () => {
    expect(parseCommand({ ...run, kv: true, allowedHosts: ['*'], mounts: [] })).toEqual(run);
  });
});

describe('what a page takes from the frame', () => {
  it.each([
    { type: 'connected', version: 1 },
    { type: 'loading', share: 0.5 },
    { type: 'started', id: 1 },
    { type: 'output', id: 1, stream: 'stderr', text: 'x' },
    { type: 'image', id: 1, image },
    { type: 'image', id: 1, image: { ...image, mime: 'image/svg+xml', data: '<svg/>' } },
    { type: 'checks', id: 1, checks: [check] },
    { type: 'ask', id: 1 },
    { type: 'unask', id: 1 },
    { type: 'failed', id: 1, message: 'no' },
    { type: 'ended', id: 1, result },
  ])('is $type', (report) => {
    expect(parseReport(report)).toEqual(report);
  });

  it.each([
    ...[null, 'ended', { type: 'ended', id: 1 }, { type: 'output', id: 1, stream: 'x', text: '' }],
    { type: 'ended', id: 1, result: { ...result, status: 'fine' } },
    { type: 'ended', id: 1, result: { ...result, value: 7 } },
    { type: 'loading', share: 'all' },
    ...[
      { type: 'image', id: 1 },
      { type: 'checks', id: 1, checks: 'all' },
    ],
    { type: 'image', id: 1, image: { ...image, mime: 'text/html' } },
    { type: 'image', id: 1, image: { ...image, data: 'x" onerror="alert(1)' } },
  ])('is not this (case %#)', (report) => {
    expect(parseReport(report)).toBeNull();
  });
});

it('leaves out what is no check', () => {
  const checks = [{ ...check, status: 'great' }, null, { ...check, note: 7 }, check];
  expect(parseReport({ type: 'checks', id: 1, checks })).toEqual({
    ...{ type: 'checks', id: 1 },
    checks: [check],
  });
});

it('connects with a version and nothing else', () => {
  expect(isConnect({ type: 'goru-connect', version: 1 })).toBe(true);
  expect(isConnect({ type: 'goru-connect' })).toBe(false);
  expect(isConnect(null)).toBe(false);
});

import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../contract/json';
import type { InputRequest } from '../contract/options';
import { stdinMethods } from './stdin';

describe('standard input', () => {
  it('is the line with its newline, and nothing at the end of the file', async () => {
    const lines = ['Zoë', null];
    const { read } = stdinOf(() => lines.shift() ?? null);
    expect(await read()).toEqual({ value: null, payload: new TextEncoder().encode('Zoë\n') });
    expect(await read()).toEqual({ value: null });
  });

  it('says who reads', async () => {
    const readers: string[] = [];
    const { read } = stdinOf(({ reader }) => {
      readers.push(reader);
      return '';
    });
    await read();
    await read({ params: { reader: 'debugger' } });
    await read({ params: { reader: 'somebody' } });
    expect(readers).toEqual(['program', 'debugger', 'program']);
  });

  it('is read once at a time', async () => {
    const { read, waits, answer } = pendingStdin();
    const first = read();
    await expect(read()).rejects.toMatchObject({ code: 'busy' });
    expect(waits).toEqual([true]);
    answer('late');
    await expect(first).resolves.toMatchObject({ value: null });
    expect(waits).toEqual([true, false]);
  });

  it('can be read again after a read was cancelled, whether the page heeds that or not', async () => {
    const { read, waits, answer } = pendingStdin();
    const controller = new AbortController();
    const first = read({ signal: controller.signal });
    controller.abort(new Error('stopped'));
    await expect(first).rejects.toThrow('stopped');
    expect(waits).toEqual([true, false]);
    const second = read();
    answer('new');
    await expect(second).resolves.toMatchObject({ value: null });
  });

  it('waits no longer when the page throws', async () => {
    const { read, waits } = stdinOf(() => {
      throw new RangeError('no keyboard');
    });
    await expect(read()).rejects.toThrow('no keyboard');
    expect(waits).toEqual([true, false]);
  });
});

function stdinOf(ask: (request: InputRequest) => string | null | Promise<string | null>) {
  const waits: boolean[] = [];
  const methods = stdinMethods({ ask, onWaiting: (is) => waits.push(is) });
  const method = methods['stdin/read'] ?? expect.unreachable();
  const read = async ({
    params = {},
    signal = new AbortController().signal,
  }: { params?: JsonValue; signal?: AbortSignal } = {}) =>
    method({ params, payload: new Uint8Array(0), signal });
  return { read, waits };
}

function pendingStdin() {
  let answer = (_line: string): void => undefined;
  const stdin = stdinOf(() => new Promise((resolve) => (answer = resolve)));
  return {
    ...stdin,
    answer: (line: string) => {
      answer(line);
    },
  };
}

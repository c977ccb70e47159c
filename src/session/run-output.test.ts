import { describe, expect, it } from 'vitest';
import type { OutputChunk, OutputStream } from '../contract/options';
import { RunOutput } from './run-output';

describe('the output of a run', () => {
  it('is shown as it comes and kept by stream', () => {
    const output = new RunOutput(1_000);
    expect(take(output, 'stdout', 'one')).toEqual([{ stream: 'stdout', text: 'one' }]);
    expect(take(output, 'stderr', 'two')).toEqual([{ stream: 'stderr', text: 'two' }]);
    expect(take(output, 'stdout', 'three')).toEqual([{ stream: 'stdout', text: 'three' }]);
    expect(output.finish()).toEqual([]);
    expect([output.text('stdout'), output.text('stderr')]).toEqual(['onethree', 'two']);
  });

  it('waits for the rest of a character', () => {
    const output = new RunOutput(1_000);
    const chunks = Array.from(new TextEncoder().encode('a€𝄞'), (byte) =>
      output.take({ stream: 'stdout', bytes: Uint8Array.of(byte) }),
    );
    expect(chunks.flat().map(({ text }) => text)).toEqual(['a', '€', '𝄞']);
  });

  it('does not join half characters of two streams', () => {
    const output = new RunOutput(1_000);
    output.take({ stream: 'stdout', bytes: Uint8Array.of(0xc3) });
    output.take({ stream: 'stderr', bytes: Uint8Array.of(0xa4) });
    output.take({ stream: 'stdout', bytes: Uint8Array.of(0xbc) });
    expect([output.text('stdout'), output.text('stderr')]).toEqual(['ü', '\ufffd']);
  });

  it('shows what is not UTF-8 as replacement characters, half a character at the end too', () => {
    const output = new RunOutput(1_000);
    output.take({ stream: 'stdout', bytes: Uint8Array.of(0x61, 0xff, 0x62, 0xe2, 0x82) });
    expect(output.finish()).toEqual([{ stream: 'stdout', text: '\ufffd' }]);
    expect(output.text('stdout')).toBe('a\ufffdb\ufffd');
  });

  it('keeps a byte-order mark that the program printed', () => {
    const output = new RunOutput(1_000);
    take(output, 'stdout', '\ufeffhello');
    expect(output.text('stdout')).toBe('\ufeffhello');
  });
});

describe('the output limit', () => {
  it('is exact, for both streams together', () => {
    const output = new RunOutput(10);
    take(output, 'stdout', '01234');
    expect(take(output, 'stderr', '56789')).toEqual([{ stream: 'stderr', text: '56789' }]);
    expect(output.finish()).toEqual([]);
  });

  it('says so once, and at the end how much is missing', () => {
    const output = new RunOutput(10);
    const notice =
      '\n[Output limit of 10 bytes reached: the program runs on, further output is not kept]\n';
    expect(take(output, 'stdout', '0123456789ab')).toEqual([
      { stream: 'stdout', text: '0123456789' },
      { stream: 'stderr', text: notice },
    ]);
    expect(take(output, 'stdout', 'cdef')).toEqual([]);
    expect(take(output, 'stderr', 'x')).toEqual([]);
    const total = '[7 bytes of output were not kept]\n';
    expect(output.finish()).toEqual([{ stream: 'stderr', text: total }]);
    expect([output.text('stdout'), output.text('stderr')]).toEqual([
      '0123456789',
      `${notice}${total}`,
    ]);
  });

  it('counts large amounts in megabytes', () => {
    const output = new RunOutput(10 * 1024 * 1024);
    const chunks = output.take({ stream: 'stdout', bytes: new Uint8Array(12.5 * 1024 * 1024) });
    expect(chunks[1]?.text).toContain('limit of 10 MB');
    expect(output.finish()[0]?.text).toBe('[2.5 MB of output were not kept]\n');
  });

  it('does not turn a character that it cuts into another one', () => {
    const output = new RunOutput(4);
    take(output, 'stdout', 'abc€def');
    output.finish();
    expect(output.text('stdout')).toBe('abc');
  });

  it('keeps nothing when it is zero', () => {
    const output = new RunOutput(0);
    take(output, 'stdout', 'hello');
    output.finish();
    expect(output.text('stdout')).toBe('');
    expect(output.text('stderr')).toContain('[5 bytes of output were not kept]');
  });
});

function take(output: RunOutput, stream: OutputStream, text: string): OutputChunk[] {
  return output.take({ stream, bytes: new TextEncoder().encode(text) });
}

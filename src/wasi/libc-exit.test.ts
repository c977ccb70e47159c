import { describe, expect, it } from 'vitest';
import { buildFixture } from './testing/build-fixture';
import { runCommand } from './testing/run-command';

const fixture = await buildFixture('exit');
if ('missing' in fixture) process.stderr.write(`skipped: exit.c ${fixture.missing}\n`);

describe.skipIf('missing' in fixture)('a C program', () => {
  const run = (args: string[], env: string[] = []) => {
    if ('missing' in fixture) throw new Error(fixture.missing);
    return runCommand(fixture.module, { args, env });
  };

  it.each([0, 1, 3, 255])('ends with the code %i that main returns', (code) => {
    expect(run(['return', String(code)]).exitCode).toBe(code);
  });

  it('ends with the code that exit() is given', () => {
    expect(run(['exit', '42']).exitCode).toBe(42);
  });

  it('ends with the code that _exit() is given', () => {
    expect(run(['_exit', '43']).exitCode).toBe(43);
  });

  it('flushes its output at the end', () => {
    expect(run(['unflushed']).stdout).toBe('no newline at the end');
  });

  it('traps when it aborts', () => {
    expect(() => run(['abort'])).toThrow(WebAssembly.RuntimeError);
  });

  it('gets its arguments as UTF-8, empty ones too', () => {
    const { stdout } = run(['arguments', 'plain', '', 'grüße 𝄞 €', ' spaces ']);
    expect(stdout).toBe('5 plain\n0 \n16 grüße 𝄞 €\n8  spaces \n');
  });

  it('gets its environment as UTF-8', () => {
    const env = ['A=1', 'EMPTY=', 'NAME=Zoë 𝄞', 'EQUALS=a=b'];
    expect(run(['environment'], env).stdout).toBe(`${env.join('\n')}\n`);
  });

  it('has an empty environment by default', () => {
    expect(run(['environment']).stdout).toBe('');
  });
});

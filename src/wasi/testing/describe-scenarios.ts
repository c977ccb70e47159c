import { describe, expect, it } from 'vitest';
import type { Preopen } from '../filesystem';
import { buildFixture } from './build-fixture';
import { runCommand } from './run-command';

/**
 * One test for each scenario of a C fixture, in a process and a world of its own. Where the
 * fixture cannot be built, one skipped test that says why.
 */
export async function describeScenarios(
  fixtureName: string,
  createPreopens: () => readonly Preopen[],
): Promise<void> {
  const fixture = await buildFixture(fixtureName);
  describe(`a C program (${fixtureName}.c)`, () => {
    if ('missing' in fixture) {
      it.skip(fixture.missing);
      process.stderr.write(`skipped: ${fixtureName}.c ${fixture.missing}\n`);
      return;
    }
    const { module } = fixture;
    const names = runCommand(module).stdout.trim().split('\n');
    it.each(names)('%s', { timeout: 30_000 }, (name) => {
      const outcome = runCommand(module, {
        args: [name],
        env: [`NOW_SECONDS=${String(Math.floor(Date.now() / 1000))}`],
        preopens: createPreopens(),
      });
      expect(outcome).toMatchObject({ exitCode: 0, stdout: '', defects: [] });
    });
  });
}

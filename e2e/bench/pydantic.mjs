// @ts-check
/**
 * Importing pydantic 2 and requests in a first session, and in a later one that has what the first has compiled; then
 * how often five shapes are validated in a second (e2e/bench/pydantic_shapes.py), beside the compiled
 * core outside of any browser: `--native="python3"` names a Python that has pydantic, else there is no such column.
 *
 * There is no column for Pyodide: its build of pydantic-core is in no package of the npm registry, nor is micropip.
 *
 * `npm run bench:pydantic [-- --rounds=3 --native=python3 --browser=firefox --python=3.12]`
 */
import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { debianWheels } from '../support/debian-wheels.mjs';
import { pydanticWheels } from '../support/pydantic-wheels.mjs';
import { createIndex } from '../support/python-index-server.mjs';
import { median, option, row, withBench } from './support.mjs';

const rounds = Number(option('rounds', '3'));
const python = option('python', '3.13');
const native = option('native', '');
const tag = `cp${python.replace('.', '')}`;
const SHAPES = fileURLToPath(new URL('pydantic_shapes.py', import.meta.url));

/** What an import does: where its time goes, in milliseconds. @param {string} name */
const importOf = (name) => `
import importlib._bootstrap_external as external, json, sys, time, zipimport
spent = {}
def timed(owner, name, what):
    original = getattr(owner, name)
    def measured(*args, **named):
        started = time.perf_counter()
        try:
            return original(*args, **named)
        finally:
            spent[what] = spent.get(what, 0) + time.perf_counter() - started
    setattr(owner, name, measured)
timed(external.SourceLoader, 'get_code', 'code')
timed(zipimport.zipimporter, 'get_code', 'library')
timed(external.FileFinder, 'find_spec', 'finding')
before, started = len(sys.modules), time.perf_counter()
import ${name}
total = time.perf_counter() - started
figures = {'all': total, **spent, 'running it': total - sum(spent.values())}
print(json.dumps({'modules': len(sys.modules) - before, **{key: round(value * 1000) for key, value in figures.items()}}))`;

await withBench(async ({ browser, pagesUrl }) => {
  const wheels = [
    ...pydanticWheels(`${tag}-${tag}-manylinux_2_17_x86_64`),
    ...debianWheels(['requests'], { isLater: true }),
  ];
  const index = await createIndex(
    wheels.filter(
      ({ filename }, at) =>
        wheels.findIndex((one) => one.filename === filename) === at
        && !filename.startsWith('chardet-'),
    ),
  );
  /** @type {Record<string, Record<string, number>[]>} */
  const figures = {};
  /** @type {Record<string, number>[]} */
  const rates = [];
  for (let round = 0; round < rounds; round += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${pagesUrl}goru.html`);
    await page.waitForFunction('globalThis.goru');
    const run = async (/** @type {string} */ source) =>
      String(
        await page.evaluate(`(async () => {
          const { status, stdout, stderr } = await session.run(${JSON.stringify(source)});
          if (status !== 'ok') throw new Error(stderr);
          return stdout;
        })()`),
      );
    const open = () =>
      page.evaluate(`(async () => {
        globalThis.session = await goru.createSession({
          python: ${JSON.stringify(python)}, packageIndex: ${JSON.stringify(index.url)},
          allowedPackages: ['*'], hotSpare: false,
        });
      })()`);
    for (const name of ['pydantic', 'requests']) {
      for (const visit of ['first', 'later']) {
        await open();
        await run(`install_pkg('${name}')`);
        (figures[`${name}, ${visit} session`] ??= []).push(
          JSON.parse(
            await run(
              importOf(
                name === 'pydantic' ? 'pydantic; pydantic.BaseModel, pydantic.TypeAdapter' : name,
              ),
            ),
          ),
        );
        if (visit === 'later' && name === 'pydantic')
          rates.push(JSON.parse(await run(readFileSync(SHAPES, 'utf8'))));
        // Compiling begins a second after the last import.
        if (visit === 'first') await page.waitForTimeout(8_000);
        await page.evaluate('session.close()');
      }
    }
    await context.close();
  }
  await index.close();
  console.log(`Python ${python}, median of ${String(rounds)}, ms`);
  const parts = ['all', 'code', 'library', 'finding', 'running it', 'modules'];
  console.log(row('import', ['in all', 'its code', 'library', 'finding', 'running it', 'modules']));
  for (const [label, found] of Object.entries(figures)) {
    console.log(
      row(
        label,
        parts.map((part) => median(found.map((one) => one[part] ?? 0))),
      ),
    );
  }
  const outside =
    native === '' ? null : JSON.parse(execSync(`${native} ${SHAPES}`, { encoding: 'utf8' }));
  console.log(
    row(
      'validations per second',
      outside === null ? ['in the page'] : ['in the page', 'native', 'ratio'],
    ),
  );
  for (const shape of Object.keys(rates[0] ?? {})) {
    const here = median(rates.map((one) => one[shape] ?? Number.NaN));
    console.log(
      row(shape, outside === null ? [here] : [here, outside[shape], outside[shape] / here]),
    );
  }
});

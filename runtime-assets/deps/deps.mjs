/** `npm run deps -- …`; see deps-command.ts, which is TypeScript like the resolver that it uses. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const { module } = await runnerImport(path.join(ROOT, 'runtime-assets/deps/deps-command.ts'), {
  root: ROOT,
  configFile: false,
  logLevel: 'error',
});
process.exitCode = await module.runDeps(process.argv.slice(2), {
  lockFile: process.env.GORU_DEPS_LOCK ?? path.join(ROOT, 'deps.lock.json'),
  wheelFolder: path.join(ROOT, 'node_modules/.cache/goru/wheels'),
  print: (line) => console.log(line),
});

/**
 * Child of run-tests.mjs: one test file in one interpreter. A process of its own, so that a trap
 * costs one file, and files run side by side.
 */
import { runGuest, ScriptedHost } from './guest.mjs';

const { interpreter, name, preopens } = JSON.parse(process.argv[2]);
const host = new ScriptedHost(() => {});
host.cancelWrites = false;
host.writeOutput = (stream, bytes) => process[stream].write(bytes);
const start =
  "import sys; sys.path[:0] = ['/tests', '/lib/goru']; "
  + `sys.argv = ['run_file', '${name}']; import support.run_file`;
const code = await runGuest({ interpreter, source: start, preopens, host });
if (code !== 0) console.error(`the interpreter ended with ${code}`);
process.exitCode = code ?? 1;

/** One interpreter of a build, without the product around it: `{ wasm, library }` starts it, `{ source }` runs. */
import { realClock, startInterpreter } from '/python-3.13/host.mjs';

let interpreter;

async function answer({ wasm, library, source }) {
  if (wasm !== undefined && library !== undefined) {
    const archive = await (await fetch(library)).arrayBuffer();
    const module = await WebAssembly.compileStreaming(fetch(wasm));
    interpreter = await startInterpreter(module, new Uint8Array(archive), { clock: realClock() });
    return '';
  }
  if (interpreter === undefined) throw new Error('no interpreter was started');
  const { code, stdout, stderr } = interpreter.output(source ?? '');
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

onmessage = ({ data }) => {
  answer(data).then(
    (output) => {
      postMessage({ output });
    },
    (error) => {
      postMessage({ error: String(error) });
    },
  );
};

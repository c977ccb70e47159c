/**
 * Runs every program that it is sent, in one Pyodide; answers with what was printed, or with the error. A list of
 * addresses is one of wheels to install.
 */
import { loadPyodide } from '/pyodide/pyodide.mjs';

const pyodide = await loadPyodide({ indexURL: '/pyodide/' });
let printed = '';
pyodide.setStdout({ batched: (line) => (printed += `${line}\n`) });
onmessage = async ({ data }) => {
  printed = '';
  try {
    if (typeof data === 'string') pyodide.runPython(data);
    else await load(data);
    postMessage({ printed });
  } catch (error) {
    postMessage({ error: String(error) });
  }
};
postMessage({ printed });

/** Pyodide only reports what it cannot load. */
async function load(urls) {
  const problems = [];
  const loaded = await pyodide.loadPackage(urls, {
    messageCallback: () => undefined,
    errorCallback: (problem) => problems.push(problem),
  });
  if (loaded.length !== urls.length) throw new Error(problems.join('; '));
}

/** Pyodide in a worker, as a page that wants to stay responsive has to use it. */
import { loadPyodide } from '/pyodide/pyodide.mjs';

const pyodide = await loadPyodide({ indexURL: '/pyodide/' });
pyodide.setStdout({ batched: (line) => postMessage(`${line}\n`) });
pyodide.runPython("print('hello from Python')");

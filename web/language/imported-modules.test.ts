import { describe, expect, it } from 'vitest';
import { importedModules } from './imported-modules';

describe('the modules that a program imports', () => {
  it.each([
    ['import requests', ['requests']],
    ['import os.path, yaml as y  # import no', ['os', 'yaml']],
    ['if x:\n    from dateutil.parser import parse\n', ['dateutil']],
    ['try: pass\nfinally:\n\timport größe', ['größe']],
    ['from . import here\nfrom .there import x\nimported = 1\nimport ', []],
    // What comes next is asked for at once.
    ['from rich.', ['rich']],
    ['from rich i', ['rich']],
    ['import a\nimport a.b\nfrom a import c', ['a']],
  ])('of %j', (text, expected) => {
    expect(importedModules(text)).toEqual(expected);
  });
});

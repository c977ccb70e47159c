import { describe, expect, it } from 'vitest';
import { importLine, libraryModules, projectOf, undefinedName } from './library-imports';
import { missingModule } from './missing-module';

describe('the import that is missing', () => {
  it('is one of the library', () => {
    const stubs = ['math.pyi', 'json/__init__.pyi', 'json/decoder.pyi', '_socket.pyi', 'VERSIONS'];
    const modules = libraryModules(stubs.map((path) => `/typeshed/stdlib/${path}`));
    expect([...modules]).toEqual(['math', 'json']);
  });

  it('is read from the message', () => {
    expect(undefinedName('"math" is not defined\n\nWords')).toBe('math');
    expect(undefinedName('"math" is unbound')).toBeNull();
  });

  it('is to be installed where nobody has it', () => {
    expect(missingModule('Import "requests" could not be resolved\n\nWords')).toBe('requests');
    expect(missingModule('Import "yaml.nodes" could not be resolved')).toBe('yaml');
    expect(missingModule('Import ".mine" could not be resolved')).toBeNull();
    expect(projectOf('yaml')).toBe('PyYAML');
    expect(projectOf('of_nobody')).toBe('of_nobody');
  });

  it.each([
    ['print(1)', 1],
    ['# a comment\n', 3],
    ['x = 1\nimport os\nprint(1)', 2],
    ['from __future__ import annotations\nx = 1', 2],
    ['# /// script\n# dependencies = []\n# ///\n\nx = 1', 5],
    ['"""What it does."""\nx = 1', 2],
    ['"""What\nit does.\n"""\nx = 1', 4],
    ['%pip install requests\nx = 1', 2],
  ])('belongs to its place in %j', (code, line) => {
    expect(importLine(code.split('\n'))).toBe(line);
  });
});

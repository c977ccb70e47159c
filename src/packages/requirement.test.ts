import { describe, expect, it } from 'vitest';
import { createMarkerEnvironment } from './marker-environment';
import { appliesTo, formatRequirement, parseRequirement } from './requirement';

const environment = createMarkerEnvironment('3.13.15');

describe('parseRequirement', () => {
  it.each([
    ['A', 'a'],
    ['Foo.Bar_-baz', 'foo-bar-baz'],
    ['name<=1', 'name<=1'],
    ['name>=3,', 'name>=3'],
    ['name>=3,<2', 'name>=3,<2'],
    ['name (>= 3 , < 2)', 'name>=3,<2'],
    ['name()', 'name'],
    [' name [ Quux , strange_one ] >= 2 ', 'name[quux,strange-one]>=2'],
    ['name[]', 'name'],
    ['name[a,a,A]', 'name[a]'],
    ['name===anything-goes', 'name===anything-goes'],
    ['name@http://foo.com', 'name @ http://foo.com'],
    ['name [fred,bar] @ http://foo.com ; python_version=="2.7"', 'name[bar,fred] @ http://foo.com'],
    [
      'name @ https://host/n-1.0-py3-none-any.whl#sha256=00;x',
      'name @ https://host/n-1.0-py3-none-any.whl#sha256=00;x',
    ],
    ["name[quux, strange];python_version<'2.7' and platform_version=='2'", 'name[quux,strange]'],
    ["name; os_name=='a' or os_name=='b'", 'name'],
  ])('reads %j as %s', (text, normal) => {
    expect(formatRequirement(parseRequirement(text))).toBe(normal);
  });

  it.each([
    ['', 'package name required', []],
    ['  ', 'package name required', []],
    ['-e .', 'invalid package name', ['"-e .": expected a package name at character 1']],
    ['name-', 'invalid package name', ['"name-": expected a package name at character 1']],
    ['über', 'invalid package name', ['"über": expected a package name at character 1']],
    ['./a.whl', 'invalid package name', ['"./a.whl": expected a package name at character 1']],
    [
      'a>=1.*',
      'invalid version specifier',
      ['"a>=1.*": expected a version specifier such as >=2.8.1 at character 2'],
    ],
    [
      'a>=1,, <2',
      'invalid version specifier',
      ['"a>=1,, <2": expected a version specifier such as >=2.8.1 at character 6'],
    ],
    [
      'a >= 1, ~=2',
      'invalid version specifier',
      ['"a >= 1, ~=2": expected a version specifier such as >=2.8.1 at character 9'],
    ],
    [
      'a=1',
      'invalid version specifier',
      ['"a=1": expected a version specifier such as >=2.8.1 at character 2'],
    ],
    ['a (>=1', 'invalid requirement', ['"a (>=1": expected ")" at its end']],
    [
      'a 1.0',
      'invalid requirement',
      ['"a 1.0": expected a version specifier, ";" or the end at character 3'],
    ],
    ['a[b', 'invalid requirement', ['"a[b": expected "," or "]" at its end']],
    ['a[b,]', 'invalid requirement', ['"a[b,]": expected the name of an extra at character 5']],
    ['a[b c]', 'invalid requirement', ['"a[b c]": expected "," or "]" at character 5']],
    ['a @', 'invalid requirement', ['"a @": expected an https: URL at its end']],
    [
      'a @ file:///x.whl',
      'invalid requirement',
      ['"a @ file:///x.whl": expected an https: URL at character 5'],
    ],
    [
      'a @ https://h/x >=1',
      'invalid requirement',
      ['"a @ https://h/x >=1": expected ";" after a space, or the end at character 17'],
    ],
    ['a;', 'invalid requirement', ['"a;": expected a marker variable or a quoted text at its end']],
    [
      'a; python == "3"',
      'invalid requirement',
      ['"a; python == "3"": expected a marker variable or a quoted text at character 4'],
    ],
    [
      'a; extras == "x"',
      'invalid requirement',
      ['"a; extras == "x"": expected a marker variable or a quoted text at character 4'],
    ],
    [
      'a; os_name "x"',
      'invalid requirement',
      ['"a; os_name "x"": expected a comparison such as == at character 12'],
    ],
    [
      'a; os_name == "x',
      'invalid requirement',
      ['"a; os_name == "x": expected a marker variable or a quoted text at character 15'],
    ],
    [
      'a; (os_name == "x"',
      'invalid requirement',
      ['"a; (os_name == "x"": expected ")" at its end'],
    ],
    [
      'a; os_name == "x" nor',
      'invalid requirement',
      ['"a; os_name == "x" nor": expected "and", "or" or the end at character 19'],
    ],
  ])('says where %j is wrong', (text, message, notes) => {
    expect(() => parseRequirement(text)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', message, notes }) as Error,
    );
  });
});

describe('markers', () => {
  const holds = (marker: string, extra = '') =>
    appliesTo(parseRequirement(`a; ${marker}`), environment, extra);

  it.each([
    ['sys_platform == "wasi"', true],
    ['sys_platform == "linux"', false],
    ['sys_platform != "win32"', true],
    ['"wasi" == sys_platform', true],
    ['implementation_name == "cpython"', true],
    ['platform_python_implementation == "CPython"', true],
    ['platform_machine == "wasm32"', true],
    ['os_name == "posix"', true],
    ['platform_system == "Windows"', false],
    // Versions compare as versions: 3.13 is newer than 3.9.
    ['python_version >= "3.9"', true],
    ['python_version < "3.9"', false],
    ['python_version == "3.13"', true],
    ['python_version == "3.13.0"', true],
    ['python_version == "3.*"', true],
    ['python_version ~= "3.9"', true],
    ['python_version > "3"', true],
    ['"3.9" < python_version', true],
    ['python_version === "3.13"', true],
    ['python_full_version >= "3.13.2"', true],
    ['python_full_version < "3.13.9"', false],
    ['implementation_version == "3.13.15"', true],
    ['platform_release >= "0.0"', true],
    // Texts have no order; >= and <= mean equal.
    ['os_name >= "posix"', true],
    ['os_name > "a"', false],
    ['os_name < "z"', false],
    ['platform_version == "0.0"', false],
    // What is no version compares as a text.
    ['python_version == "three"', false],
    ['python_version != "three"', true],
    ['"3.13" in python_version', true],
    ['python_version in "3.12, 3.13"', true],
    ['python_version not in "2.7, 3.1"', true],
    ['python_version not in "3.12, 3.13"', false],
    ['python_version not   in "2.7"', true],
    ['os_name in "posix nt"', true],
    // And before or; parentheses.
    ['os_name == "x" and os_name == "x" or os_name == "posix"', true],
    ['os_name == "posix" or os_name == "x" and os_name == "x"', true],
    ['(os_name == "posix" or os_name == "x") and os_name == "x"', false],
    ['((os_name == "posix"))and(sys_platform=="wasi")', true],
    // The names of PEP 345.
    ['os.name == "posix" and sys.platform == "wasi"', true],
    ['python_implementation == "CPython"', true],
    [`os_name == 'posix'`, true],
    ['extra == "x"', false],
    ['extra != "x"', true],
    ['extra == ""', true],
  ])('%s: %s', (marker, expected) => {
    expect(holds(marker)).toBe(expected);
  });

  it('compares extras by their normalised names', () => {
    expect(holds('extra == "Use_It"', 'use-it')).toBe(true);
    expect(holds('"use.it" == extra and python_version > "3"', 'use-it')).toBe(true);
    expect(holds('extra == "other"', 'use-it')).toBe(false);
  });

  it('knows the other interpreter', () => {
    const older = createMarkerEnvironment('3.12.0');
    const requirement = parseRequirement(
      'a; python_version < "3.13" and python_full_version == "3.12"',
    );
    expect(appliesTo(requirement, older)).toBe(true);
    expect(appliesTo(requirement, environment)).toBe(false);
  });

  it.each([
    'os_name ~= "posix"',
    'python_version ~= "surprise"',
    'os_name == "x" and os_name === "y"',
  ])('does not compare what has no comparison: %s', (marker) => {
    expect(() => holds(marker)).toThrow('invalid requirement');
  });

  it('ends before the stack of the engine does', () => {
    const nested = (depth: number): string =>
      `a; ${'('.repeat(depth)}os_name == "posix"${')'.repeat(depth)}`;
    expect(appliesTo(parseRequirement(nested(100)), environment)).toBe(true);
    expect(() => parseRequirement(nested(4_000))).toThrow('invalid requirement');
  });
});

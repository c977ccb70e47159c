import { describe, expect, it } from 'vitest';
import { explainDiagnostic, explainError } from './explanations';

describe('an error after a run', () => {
  it.each([
    ['NameError', "name 'nam' is not defined. Did you mean: 'name'?", '“nam”'],
    ['AttributeError', "'NoneType' object has no attribute 'append'", 'None'],
    ['AttributeError', "module 'math' has no attribute 'squareroot'", '“squareroot”'],
    ['AttributeError', "'str' object has no attribute 'push'", 'type str has no “push”'],
    ['SyntaxError', "'(' was never closed", 'bracket “(”'],
    ['SyntaxError', "closing parenthesis ']' does not match opening parenthesis '('", '“]”'],
    ['SyntaxError', "cannot assign to literal here. Maybe you meant '==' instead of '='?", '=='],
    ['TypeError', 'can only concatenate str (not "int") to str', 'f-string'],
    ['TypeError', "unsupported operand type(s) for -: 'str' and 'int'", '“-”'],
    ['TypeError', "'>' not supported between instances of 'str' and 'int'", 'int(input(…))'],
    ['TypeError', "'<' not supported between instances of 'NoneType' and 'int'", '“<” does not'],
    ['TypeError', "can't multiply sequence by non-int of type 'float'", 'float(input(…))'],
    ['SyntaxError', 'invalid non-printable character U+00A0', 'type them anew'],
    ['FileNotFoundError', "[Errno 44] No such file or directory: 'a.txt'", "no file 'a.txt'"],
    ['IndexError', 'list assignment index out of range', 'The list'],
    ['TypeError', "greet() missing 1 required positional argument: 'name'", 'greet'],
    ['TypeError', "f() got an unexpected keyword argument 'b'", '“b”'],
    ['TypeError', "'int' object is not iterable", 'range(…)'],
    ['IndexError', 'list index out of range', 'The list'],
    ['KeyError', "'name'", "key 'name'"],
    ['ValueError', "invalid literal for int() with base 10: '3.5'", "'3.5'"],
    ['IndentationError', "expected an indented block after 'if' statement on line 1", 'colon'],
  ])('%s: %s', (type, message, words) => {
    expect(explainError(type, message)).toContain(words);
  });

  it('is left alone when it is rare, or a program raised it with words of its own', () => {
    expect(explainError('ValueError', 'the age must be positive')).toBeNull();
    expect(explainError('StopIteration', '')).toBeNull();
    const reason = "module 'os' has no attribute 'fork': No process support in WASI: use asyncio";
    expect(explainError('AttributeError', reason)).toBeNull();
  });

  it('is not searched for minutes when a program made it so long that no pattern ends', () => {
    // It would take longer than a test may.
    expect(explainError('TypeError', '() takes '.repeat(100_000))).toBeNull();
  });
});

describe('a message in the editor', () => {
  it('is explained by its first line', () => {
    const message =
      'Cannot access attribute "push" for class "list[int]"\n  Attribute "push" is unknown';
    expect(explainDiagnostic(message)).toContain('type list[int] has no “push”');
  });

  it('names what is meant by a misspelt module, and installs nothing', () => {
    const meant = (module: string) => (module === 'reqests' ? 'requests' : null);
    expect(explainDiagnostic('Import "reqests.auth" could not be resolved', meant)).toBe(
      'There is no module “reqests”. Did you mean “requests”?',
    );
    expect(explainDiagnostic('Import "requests" could not be resolved', meant)).toContain(
      'install_pkg("requests")',
    );
  });

  it('is left alone when it explains itself', () => {
    expect(explainDiagnostic('Code is unreachable')).toBeNull();
  });
});

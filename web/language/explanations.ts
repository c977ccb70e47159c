// What the commonest errors mean and where to look, in words for people who are new to Python. Shown beside Python's own
// text and the language server's, never instead of it. The sentences are in web/words/explanations.ts.

import { missingModule } from './missing-module';
import { words } from '../words/explanations';
import type { ModuleSpelling } from './module-spelling';

interface Entry {
  /** Python's error after a run, as `Type: message`. */
  readonly run?: RegExp;
  /** The language server's message in the editor. */
  readonly editor?: RegExp;
  /** What it means and where to look; its parameters are the groups of whichever pattern matched. */
  readonly say: keyof ReturnType<typeof words>;
}

const ENTRIES: readonly Entry[] = [
  // --- names
  {
    run: /^NameError: name '(\w+)' is not defined/,
    editor: /^"(\w+)" is not defined$/,
    say: 'unknownName',
  },
  {
    run: /^UnboundLocalError: cannot access local variable '(\w+)'/,
    editor: /^"(\w+)" is (?:possibly )?unbound$/,
    say: 'unbound',
  },
  {
    editor: /^Import "([\w.]+)" could not be resolved/,
    say: 'noModule',
  },
  {
    run: /^ImportError: cannot import name '(\w+)' from '([\w.]+)'/,
    editor: /^"(\w+)" is unknown import symbol$/,
    say: 'notInModule',
  },
  {
    run: /^AttributeError: 'NoneType' object has no attribute '(\w+)'/,
    editor: /^"(\w+)" is not a known attribute of "None"/,
    say: 'ofNone',
  },
  {
    // One that is missing in browsers is followed by the reason.
    run: /^AttributeError: module '[\w.]+' has no attribute '(\w+)'(?!:)/,
    editor: /^"(\w+)" is not a known attribute of module "[\w.]+"/,
    say: 'notInThatModule',
  },
  {
    run: /^AttributeError: '(\w+)' object has no attribute '(\w+)'/,
    say: 'noAttribute',
  },
  {
    editor: /^Cannot access attribute "(\w+)" for class "([^"]+)"/,
    say: 'noAttributeOf',
  },

  // --- how the text is written
  {
    run: /^SyntaxError: expected ':'/,
    editor: /^Expected ":"$/,
    say: 'colon',
  },
  {
    run: /^SyntaxError: '(.)' was never closed/,
    editor: /^"(.)" was not closed$/,
    say: 'neverClosed',
  },
  {
    run: /^SyntaxError: (?:unmatched '(.)'|closing parenthesis '(.)')/,
    say: 'closesNothing',
  },
  {
    run: /^SyntaxError: unterminated (?:triple-quoted )?(?:f-)?string literal/,
    editor: /^(?:String literal|Triple-quoted string) is unterminated$/,
    say: 'quoteMissing',
  },
  {
    run: /^SyntaxError: (?:invalid syntax\. Maybe you meant '==' or ':=' instead of '='|cannot assign to)/,
    editor: /^Expression cannot be assignment target$/,
    say: 'oneEquals',
  },
  {
    run: /^SyntaxError: Missing parentheses in call to '(\w+)'/,
    say: 'brackets',
  },
  {
    run: /^SyntaxError: invalid syntax/,
    editor: /^Expected expression$/,
    say: 'cannotRead',
  },
  {
    run: /^SyntaxError: invalid character '(.+)' \(/,
    editor: /^Invalid character in (?:identifier|token)/,
    say: 'strangeCharacter',
  },
  {
    // No-break spaces, mostly.
    run: /^SyntaxError: invalid non-printable character/,
    say: 'unseenCharacter',
  },
  {
    run: /^SyntaxError: '(return|yield|await)' outside/,
    editor: /^"(return|yield)" (?:can be used only within|not allowed outside of) a function/,
    say: 'outsideFunction',
  },
  {
    run: /^SyntaxError: '(break|continue)' (?:outside|not properly in) loop/,
    editor: /^"(break|continue)" can be used only within a/,
    say: 'outsideLoop',
  },

  // --- indentation
  {
    run: /^IndentationError: expected an indented block/,
    editor: /^Expected indented block$/,
    say: 'indentMissing',
  },
  {
    run: /^IndentationError: unexpected indent/,
    editor: /^(?:Unexpected indentation|Unindent not expected)$/,
    say: 'indentUnexpected',
  },
  {
    run: /^IndentationError: unindent does not match/,
    editor: /^Unindent amount does not match previous indent/,
    say: 'indentUnmatched',
  },
  {
    run: /^TabError: /,
    editor: /^Inconsistent use of tabs/,
    say: 'tabs',
  },

  // --- calls and types
  {
    run: /^TypeError: (?:can only concatenate str|unsupported operand type\(s\) for \+: '(?:int|float)' and 'str')/,
    say: 'textAndNumber',
  },
  {
    run: /^TypeError: '([<>]=?)' not supported between instances of (?:'str' and '(?:int|float)'|'(?:int|float)' and 'str')/,
    say: 'textComparedWithNumber',
  },
  {
    run: /^TypeError: '([<>]=?)' not supported between instances/,
    say: 'operator',
  },
  {
    run: /^TypeError: can't multiply sequence by non-int of type '(?:float|str)'/,
    say: 'textTimes',
  },
  {
    run: /^TypeError: unsupported operand type\(s\) for (\S+): '(.+)'$/,
    editor: /^Operator "(\S+)" not supported for (?:types? )?(.+)/,
    say: 'operator',
  },
  {
    run: /^TypeError: (.+)\(\) missing \d+ required/,
    editor: /^Arguments? missing for parameters? (.+)$/,
    say: 'tooFewValues',
  },
  {
    run: /^TypeError: (.+)\(\) takes .+ but \d+ (?:was|were) given/,
    editor: /^Expected (\d+) positional arguments?/,
    say: 'tooManyValues',
  },
  {
    run: /^TypeError: (.+)\(\) got an unexpected keyword argument '(\w+)'/,
    editor: /^No parameter named "(\w+)"/,
    say: 'noParameter',
  },
  {
    editor: /^Argument of type "([^"]+)" cannot be assigned to parameter "(\w+)"/,
    say: 'otherType',
  },
  {
    run: /^TypeError: '(\w+)' object is not callable/,
    editor: /^Object of type "([^"]+)" is not callable/,
    say: 'notCallable',
  },
  {
    run: /^TypeError: '(\w+)' object (?:is not subscriptable|does not support item assignment)/,
    editor:
      /^(?:Object of type "([^"]+)" is not subscriptable|"?__[gs]etitem__"? method not defined on type "([^"]+)")/,
    say: 'noParts',
  },
  {
    run: /^TypeError: '(\w+)' object is not iterable/,
    editor: /^"([^"]+)" is not iterable/,
    say: 'noLoop',
  },
  {
    editor: /^Result of async function call is not used/,
    say: 'notAwaited',
  },

  // --- values
  {
    run: /^IndexError: (\w+) (?:assignment )?index out of range/,
    say: 'index',
  },
  {
    run: /^KeyError: (.+)$/,
    say: 'key',
  },
  {
    run: /^ValueError: invalid literal for int\(\) with base \d+: (.+)$/,
    say: 'int',
  },
  {
    run: /^ValueError: could not convert string to float: (.+)$/,
    say: 'float',
  },
  {
    run: /^ValueError: (?:not enough|too many) values to unpack/,
    editor:
      /^(?:Expression with type|Type) ".+" (?:cannot be assigned|is not assignable) to target tuple/,
    say: 'unpack',
  },
  {
    run: /^ZeroDivisionError: /,
    say: 'zeroDivision',
  },
  {
    run: /^RecursionError: /,
    say: 'recursion',
  },
  {
    run: /^RuntimeError: (?:dictionary|Set) changed size during iteration/,
    say: 'changedWhileLooping',
  },
  {
    run: /^FileNotFoundError: \[Errno \d+\] No such file or directory: (.+)$/,
    say: 'noFile',
  },
  {
    run: /^EOFError: /,
    say: 'endOfInput',
  },
];

/** Words about an error of a run; null for one that is rare or explains itself. */
export function explainError(type: string, message: string): string | null {
  return explain('run', `${type}: ${message}`);
}

/**
 * Words about a message of the language server; null for one that is rare or explains itself.
 *
 * @param meant the module that is meant by a misspelt one
 */
export function explainDiagnostic(
  message: string,
  meant: ModuleSpelling['meant'] = () => null,
): string | null {
  // Further lines go into detail.
  const [first = ''] = message.split('\n', 1);
  const missing = missingModule(first);
  const other = missing === null ? null : meant(missing);
  // To install what is misspelt is no advice.
  if (missing !== null && other !== null) return words().misspeltModule(missing, other);
  return explain('editor', first);
}

/**
 * Python's own messages are shorter. A longer one is a program's, which can write it so that a pattern takes minutes to
 * find that it does not match, and the page stands still meanwhile.
 */
const EXPLAINED_MAX_LENGTH = 1_000;

function explain(where: 'run' | 'editor', text: string): string | null {
  if (text.length > EXPLAINED_MAX_LENGTH) return null;
  for (const entry of ENTRIES) {
    const match = entry[where]?.exec(text);
    if (match === undefined || match === null) continue;
    const sentence: string | ((first: string, second: string) => string) = words()[entry.say];
    return typeof sentence === 'string' ? sentence : sentence(match[1] ?? '', match[2] ?? '');
  }
  return null;
}

// What the commonest errors mean and where to look, in words for people who are new to Python. Shown beside Python's own
// text and the language server's, never instead of it. Every sentence a visitor sees is in this file.

interface Entry {
  /** Python's error after a run, as `Type: message`. */
  readonly run?: RegExp;
  /** The language server's message in the editor. */
  readonly editor?: RegExp;
  /** What it means and where to look; the arguments are the groups of whichever pattern matched. */
  readonly say: (first: string, second: string) => string;
}

const ENTRIES: readonly Entry[] = [
  // --- names
  {
    run: /^NameError: name '(\w+)' is not defined/,
    editor: /^"(\w+)" is not defined$/,
    say: (name) =>
      `Python does not know the name “${name}” here. Is it spelled as where it was made, capitals included? It must be given a value or imported above this line. A text needs quotes.`,
  },
  {
    run: /^UnboundLocalError: cannot access local variable '(\w+)'/,
    editor: /^"(\w+)" is (?:possibly )?unbound$/,
    say: (name) =>
      `“${name}” may have no value yet at this line. Give it one on every way that leads here, before an “if” or a loop, for example. In a function, a name that is assigned belongs to the function.`,
  },
  {
    editor: /^Import "([\w.]+)" could not be resolved/,
    say: (name) =>
      `Python's own library has no module “${name}”. Check the spelling; a package from PyPI is installed with install_pkg("${name.split('.')[0] ?? name}").`,
  },
  {
    run: /^ImportError: cannot import name '(\w+)' from '([\w.]+)'/,
    editor: /^"(\w+)" is unknown import symbol$/,
    say: (name, module) =>
      `There is no “${name}” in ${module === '' ? 'that module' : `“${module}”`}. Check the spelling. Does a file of your own have the module's name?`,
  },
  {
    run: /^AttributeError: 'NoneType' object has no attribute '(\w+)'/,
    editor: /^"(\w+)" is not a known attribute of "None"/,
    say: (name) =>
      `What stands before “.${name}” can be None, the value for “nothing”. Look where it comes from: a function without “return” gives None, and so do list.sort() and print().`,
  },
  {
    run: /^AttributeError: module '[\w.]+' has no attribute '(\w+)'/,
    editor: /^"(\w+)" is not a known attribute of module "[\w.]+"/,
    say: (name) =>
      `The module has nothing that is called “${name}”. Check the spelling. Does a file of your own have the module's name?`,
  },
  {
    run: /^AttributeError: '(\w+)' object has no attribute '(\w+)'/,
    say: (type, name) =>
      `A value of the type ${type} has no “${name}”. Check the spelling, and with print(type(…)) whether the value is what you expect.`,
  },
  {
    editor: /^Cannot access attribute "(\w+)" for class "([^"]+)"/,
    say: (name, type) =>
      `A value of the type ${type} has no “${name}”. Check the spelling, and whether the value is what you expect.`,
  },

  // --- how the text is written
  {
    run: /^SyntaxError: expected ':'/,
    editor: /^Expected ":"$/,
    say: () =>
      'A line that begins a block (if, else, for, while, def, class …) ends with a colon. To compare two values write ==, not =.',
  },
  {
    run: /^SyntaxError: '(.)' was never closed/,
    editor: /^"(.)" was not closed$/,
    say: (bracket) =>
      `The bracket “${bracket}” has no partner. Find where it should end; Python may notice it only some lines later.`,
  },
  {
    run: /^SyntaxError: (?:unmatched '(.)'|closing parenthesis '(.)')/,
    say: (first, second) =>
      `The bracket “${first === '' ? second : first}” closes nothing, or another kind of bracket. Count the brackets from the start of this statement.`,
  },
  {
    run: /^SyntaxError: unterminated (?:triple-quoted )?(?:f-)?string literal/,
    editor: /^(?:String literal|Triple-quoted string) is unterminated$/,
    say: () =>
      'A text begins here and its closing quote is missing. It ends with the same quote that it begins with, on the same line; several lines need """.',
  },
  {
    run: /^SyntaxError: (?:invalid syntax\. Maybe you meant '==' or ':=' instead of '='|cannot assign to)/,
    editor: /^Expression cannot be assignment target$/,
    say: () =>
      'One “=” gives a value to the name on its left. To ask whether two values are equal write ==.',
  },
  {
    run: /^SyntaxError: Missing parentheses in call to '(\w+)'/,
    say: (name) => `A function is called with brackets: ${name}("…").`,
  },
  {
    run: /^SyntaxError: invalid syntax/,
    editor: /^Expected expression$/,
    say: () =>
      'Python cannot read the line from here on. Often something is missing just before: a comma, a quote, a bracket or an operator. Look at the end of the line above, too.',
  },
  {
    run: /^SyntaxError: invalid character '(.+)' \(/,
    editor: /^Invalid character in (?:identifier|token)/,
    say: () =>
      'This character is not one of Python’s. Text that was copied from a document often has curly quotes or long dashes: type them anew.',
  },
  {
    run: /^SyntaxError: '(return|yield|await)' outside/,
    editor: /^"(return|yield)" (?:can be used only within|not allowed outside of) a function/,
    say: (word) =>
      `“${word}” works only inside a function (def). Is the line indented as far as the rest of its function?`,
  },
  {
    run: /^SyntaxError: '(break|continue)' (?:outside|not properly in) loop/,
    editor: /^"(break|continue)" can be used only within a/,
    say: (word) =>
      `“${word}” works only inside a loop (for, while). Is the line indented as far as the loop's other lines?`,
  },

  // --- indentation
  {
    run: /^IndentationError: expected an indented block/,
    editor: /^Expected indented block$/,
    say: () =>
      'After a line with a colon at its end, the lines that belong to it start further right (press Tab). A block that does nothing yet holds the word pass.',
  },
  {
    run: /^IndentationError: unexpected indent/,
    editor: /^(?:Unexpected indentation|Unindent not expected)$/,
    say: () =>
      'This line starts further right or left than Python expects. Lines of one block start in the same column.',
  },
  {
    run: /^IndentationError: unindent does not match/,
    editor: /^Unindent amount does not match previous indent/,
    say: () =>
      'This line starts in a column in which no block above starts. Put it under the line that it belongs with.',
  },
  {
    run: /^TabError: /,
    editor: /^Inconsistent use of tabs/,
    say: () =>
      'Some lines start with tabs and some with spaces. Format the program (Shift+Alt+F), or use spaces only.',
  },

  // --- calls and types
  {
    run: /^TypeError: (?:can only concatenate str|unsupported operand type\(s\) for \+: '(?:int|float)' and 'str')/,
    say: () =>
      'A text and a number cannot be added. Write str(number) to join texts, int(text) to calculate, or an f-string: f"{name} is {age}".',
  },
  {
    run: /^TypeError: unsupported operand type\(s\) for (\S+): '(.+)'$/,
    editor: /^Operator "(\S+)" not supported for (?:types? )?(.+)/,
    say: (operator) =>
      `“${operator}” does not work between these two kinds of values. Look at both sides: what input() returns is always a text, and a function without “return” gives None.`,
  },
  {
    run: /^TypeError: (.+)\(\) missing \d+ required/,
    editor: /^Arguments? missing for parameters? (.+)$/,
    say: (name) =>
      `The call gives fewer values than the function asks for (${name}). Compare the brackets here with the function's “def” line.`,
  },
  {
    run: /^TypeError: (.+)\(\) takes .+ but \d+ (?:was|were) given/,
    editor: /^Expected (\d+) positional arguments?/,
    say: (expected) =>
      `The call gives more values than the function takes (${expected}). Compare the brackets here with its “def” line; the first parameter of a method is self.`,
  },
  {
    run: /^TypeError: (.+)\(\) got an unexpected keyword argument '(\w+)'/,
    editor: /^No parameter named "(\w+)"/,
    say: (first, second) =>
      `The function has no parameter “${second === '' ? first : second}”. Check the spelling against its “def” line.`,
  },
  {
    editor: /^Argument of type "([^"]+)" cannot be assigned to parameter "(\w+)"/,
    say: (type, name) =>
      `The function says that “${name}” is of another type than ${type}. Python does not check that by itself, but what follows may fail.`,
  },
  {
    run: /^TypeError: '(\w+)' object is not callable/,
    editor: /^Object of type "([^"]+)" is not callable/,
    say: (type) =>
      `The brackets call what stands before them, and that is a value of the type ${type}, not a function. Has a variable taken a function's name, or is an operator missing before the bracket?`,
  },
  {
    run: /^TypeError: '(\w+)' object (?:is not subscriptable|does not support item assignment)/,
    editor:
      /^(?:Object of type "([^"]+)" is not subscriptable|"?__[gs]etitem__"? method not defined on type "([^"]+)")/,
    say: (first, second) =>
      `[…] picks out a part, which a value of the type ${first === '' ? second : first} does not let you do. Lists, texts and dictionaries have parts; a function is called with (…).`,
  },
  {
    run: /^TypeError: '(\w+)' object is not iterable/,
    editor: /^"([^"]+)" is not iterable/,
    say: (type) =>
      `A loop needs something with several values in it, and a value of the type ${type} has none. To count, loop over range(…).`,
  },
  {
    editor: /^Result of async function call is not used/,
    say: () => 'An async function runs only when it is awaited: write “await” before the call.',
  },

  // --- values
  {
    run: /^IndexError: (\w+) index out of range/,
    say: (type) =>
      `The ${type} has fewer items than this number asks for. The first item is number 0, so the last is len(…) - 1.`,
  },
  {
    run: /^KeyError: (.+)$/,
    say: (key) =>
      `The dictionary has no key ${key}. Check the spelling and the type (1 is not "1"); .get(…) gives None instead of an error.`,
  },
  {
    run: /^ValueError: invalid literal for int\(\) with base \d+: (.+)$/,
    say: (text) =>
      `int() needs a text of digits, and got ${text}. For numbers with a point use float(…); .strip() removes spaces at the ends.`,
  },
  {
    run: /^ValueError: could not convert string to float: (.+)$/,
    say: (text) =>
      `float() needs a text that is a number, with a point and no comma, and got ${text}.`,
  },
  {
    run: /^ValueError: (?:not enough|too many) values to unpack/,
    editor:
      /^(?:Expression with type|Type) ".+" (?:cannot be assigned|is not assignable) to target tuple/,
    say: () =>
      'There must be as many names on the left of “=” (or after “for”) as there are values on the right.',
  },
  {
    run: /^ZeroDivisionError: /,
    say: () =>
      'The number after the division sign is 0. Check for that with “if” before you divide.',
  },
  {
    run: /^RecursionError: /,
    say: () =>
      'A function kept calling itself. It needs a case in which it returns without another call, and each call must come nearer to it.',
  },
  {
    run: /^RuntimeError: (?:dictionary|Set) changed size during iteration/,
    say: () =>
      'A loop must not add to or remove from what it goes through. Loop over a copy: for x in list(…).',
  },
  {
    run: /^EOFError: /,
    say: () => 'input() was asked for one more line, and there was none.',
  },
];

/** Words about an error of a run; null for one that is rare or explains itself. */
export function explainError(type: string, message: string): string | null {
  return explain('run', `${type}: ${message}`);
}

/** Words about a message of the language server; null for one that is rare or explains itself. */
export function explainDiagnostic(message: string): string | null {
  // Further lines go into detail.
  return explain('editor', message.split('\n')[0] ?? '');
}

function explain(where: 'run' | 'editor', text: string): string | null {
  for (const entry of ENTRIES) {
    const match = entry[where]?.exec(text);
    if (match) return entry.say(match[1] ?? '', match[2] ?? '');
  }
  return null;
}

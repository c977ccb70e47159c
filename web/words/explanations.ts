import { inLanguage } from './in-language';

/** What the commonest errors mean and where to look, for people who are new to Python. */
export const english = {
  unknownName: (name: string) =>
    `Python does not know the name “${name}” here. Is it spelled as where it was made, capitals included? It must be given a value or imported above this line. A text needs quotes.`,
  unbound: (name: string) =>
    `“${name}” may have no value yet at this line. Give it one on every way that leads here, before an “if” or a loop, for example. In a function, a name that is assigned belongs to the function.`,
  noModule: (name: string) =>
    `There is no module “${name}”: not in Python's own library, not among your files or the installed packages. Check the spelling; a package from PyPI is installed with install_pkg("${name.split('.')[0] ?? name}").`,
  misspeltModule: (name: string, meant: string) =>
    `There is no module “${name}”. Did you mean “${meant}”?`,
  notInModule: (name: string, module: string) =>
    `There is no “${name}” in ${module === '' ? 'that module' : `“${module}”`}. Check the spelling. Does a file of your own have the module's name?`,
  ofNone: (name: string) =>
    `What stands before “.${name}” can be None, the value for “nothing”. Look where it comes from: a function without “return” gives None, and so do list.sort() and print().`,
  notInThatModule: (name: string) =>
    `The module has nothing that is called “${name}”. Check the spelling. Does a file of your own have the module's name?`,
  noAttribute: (type: string, name: string) =>
    `A value of the type ${type} has no “${name}”. Check the spelling, and with print(type(…)) whether the value is what you expect.`,
  noAttributeOf: (name: string, type: string) =>
    `A value of the type ${type} has no “${name}”. Check the spelling, and whether the value is what you expect.`,
  colon:
    'A line that begins a block (if, else, for, while, def, class …) ends with a colon. To compare two values write ==, not =.',
  neverClosed: (bracket: string) =>
    `The bracket “${bracket}” has no partner. Find where it should end; Python may notice it only some lines later.`,
  closesNothing: (first: string, second: string) =>
    `The bracket “${first === '' ? second : first}” closes nothing, or another kind of bracket. Count the brackets from the start of this statement.`,
  quoteMissing:
    'A text begins here and its closing quote is missing. It ends with the same quote that it begins with, on the same line; several lines need """.',
  oneEquals:
    'One “=” gives a value to the name on its left. To ask whether two values are equal write ==.',
  brackets: (name: string) => `A function is called with brackets: ${name}("…").`,
  cannotRead:
    'Python cannot read the line from here on. Often something is missing just before: a comma, a quote, a bracket or an operator. Look at the end of the line above, too.',
  strangeCharacter:
    'This character is not one of Python’s. Text that was copied from a document often has curly quotes or long dashes: type them anew.',
  unseenCharacter:
    'There is a character here that looks like a space or like nothing, and is none of Python’s. It often comes with text that was copied from a page or a document: delete the spaces here and type them anew.',
  outsideFunction: (word: string) =>
    `“${word}” works only inside a function (def). Is the line indented as far as the rest of its function?`,
  outsideLoop: (word: string) =>
    `“${word}” works only inside a loop (for, while). Is the line indented as far as the loop's other lines?`,
  indentMissing:
    'After a line with a colon at its end, the lines that belong to it start further right (press Tab). A block that does nothing yet holds the word pass.',
  indentUnexpected:
    'This line starts further right or left than Python expects. Lines of one block start in the same column.',
  indentUnmatched:
    'This line starts in a column in which no block above starts. Put it under the line that it belongs with.',
  tabs: 'Some lines start with tabs and some with spaces. Format the program (Shift+Alt+F), or use spaces only.',
  textAndNumber:
    'A text and a number cannot be added. Write str(number) to join texts, int(text) to calculate, or an f-string: f"{name} is {age}".',
  textComparedWithNumber: (operator: string) =>
    `“${operator}” cannot compare a text with a number. What input() returns is always a text: int(input(…)) makes a number of it.`,
  textTimes:
    'A text can be repeated by a whole number only ("ab" * 3). To calculate, make a number of it: what input() returns is always a text, float(input(…)) a number.',
  operator: (operator: string) =>
    `“${operator}” does not work between these two kinds of values. Look at both sides: what input() returns is always a text, and a function without “return” gives None.`,
  tooFewValues: (name: string) =>
    `The call gives fewer values than the function asks for (${name}). Compare the brackets here with the function's “def” line.`,
  tooManyValues: (expected: string) =>
    `The call gives more values than the function takes (${expected}). Compare the brackets here with its “def” line; the first parameter of a method is self.`,
  noParameter: (first: string, second: string) =>
    `The function has no parameter “${second === '' ? first : second}”. Check the spelling against its “def” line.`,
  otherType: (type: string, name: string) =>
    `The function says that “${name}” is of another type than ${type}. Python does not check that by itself, but what follows may fail.`,
  notCallable: (type: string) =>
    `The brackets call what stands before them, and that is a value of the type ${type}, not a function. Has a variable taken a function's name, or is an operator missing before the bracket?`,
  noParts: (first: string, second: string) =>
    `[…] picks out a part, which a value of the type ${first === '' ? second : first} does not let you do. Lists, texts and dictionaries have parts; a function is called with (…).`,
  noLoop: (type: string) =>
    `A loop needs something with several values in it, and a value of the type ${type} has none. To count, loop over range(…).`,
  notAwaited: 'An async function runs only when it is awaited: write “await” before the call.',
  index: (type: string) =>
    `The ${type} has fewer items than this number asks for. The first item is number 0, so the last is len(…) - 1.`,
  key: (key: string) =>
    `The dictionary has no key ${key}. Check the spelling and the type (1 is not "1"); .get(…) gives None instead of an error.`,
  noFile: (name: string) =>
    `There is no file ${name} where the program looks for it. The Files panel shows those that there are, and takes in more; capitals and the ending (.txt, .csv) count.`,
  int: (text: string) =>
    `int() needs a text of digits, and got ${text}. For numbers with a point use float(…); .strip() removes spaces at the ends.`,
  float: (text: string) =>
    `float() needs a text that is a number, with a point and no comma, and got ${text}.`,
  unpack:
    'There must be as many names on the left of “=” (or after “for”) as there are values on the right.',
  zeroDivision:
    'The number after the division sign is 0. Check for that with “if” before you divide.',
  recursion:
    'A function kept calling itself. It needs a case in which it returns without another call, and each call must come nearer to it.',
  changedWhileLooping:
    'A loop must not add to or remove from what it goes through. Loop over a copy: for x in list(…).',
  endOfInput: 'input() was asked for one more line, and there was none.',
};

export const words = inLanguage('explanations', english);

import { languages } from 'monaco-editor/editor';

const KEYWORDS =
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield';

const CONSTANTS = 'False None True Ellipsis NotImplemented __debug__ __name__ __file__';

/** What `dir(builtins)` has in Python 3.12 besides exceptions, and what a session adds. */
const BUILTINS =
  'abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip __import__ kv fs http call async_call install_pkg async_install_pkg display';

/** How an editor treats Python: comments, brackets, indentation. */
export const pythonConfiguration: languages.LanguageConfiguration = {
  comments: { lineComment: '#' },
  brackets: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '(', close: ')' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
  ],
  onEnterRules: [
    {
      beforeText:
        /^\s*(?:async|case|class|def|elif|else|except|finally|for|if|match|try|while|with)\b.*:\s*(?:#.*)?$/,
      action: { indentAction: languages.IndentAction.Indent },
    },
    {
      // Nothing can follow these in their block, unless a bracket is still open.
      beforeText: /^\s*(?:break|continue|pass|raise|return)\b(?:.*[^\s([{,\\])?\s*$/,
      action: { indentAction: languages.IndentAction.Outdent },
    },
  ],
};

/**
 * Python 3.12 for Monaco's tokenizer. The definition Monaco brings is Python 2 at heart: no string
 * prefixes, no nested f-strings, no `1_000`.
 *
 * String states carry their quotes and `raw` or `plain`: `string.'''.raw`.
 */
export const pythonTokens: languages.IMonarchLanguage = {
  defaultToken: '',
  tokenPostfix: '',
  unicode: true,
  keywords: KEYWORDS.split(' '),
  constants: CONSTANTS.split(' '),
  builtins: BUILTINS.split(' '),
  identifier: /[\p{XID_Start}_]\p{XID_Continue}*/u,
  brackets: [
    { open: '{', close: '}', token: 'delimiter' },
    { open: '[', close: ']', token: 'delimiter' },
    { open: '(', close: ')', token: 'delimiter' },
  ],
  tokenizer: {
    root: [
      // Soft keywords are names everywhere but at the head of their statement.
      [/^(\s*)(match)(?=\s.*:\s*(?:#.*)?$)/, ['white', 'keyword']],
      [/^(\s*)(case)(?=\s.*:)/, ['white', 'keyword']],
      [/^(\s*)(type)(?=\s+[\p{XID_Start}_]\p{XID_Continue}*\s*[[=])/u, ['white', 'keyword']],
      [/^(\s*)(@\s*[\p{XID_Start}_][\p{XID_Continue}.]*)/u, ['white', 'function']],
      { include: '@expression' },
    ],
    expression: [
      [/\s+/, 'white'],
      [/#.*$/, 'comment'],
      { include: '@strings' },
      [/0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+/, 'number'],
      [/(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?/, 'number'],
      [/(def|class)(\s+)(@identifier)/, ['keyword', 'white', 'function']],
      [/(\.\s*)(@identifier)(?=\s*\()/, ['delimiter', 'function']],
      [/(\.\s*)(@identifier)/, ['delimiter', 'identifier']],
      [
        /@identifier(?=\s*\()/,
        { cases: { '@keywords': 'keyword', '@constants': 'number', '@default': 'function' } },
      ],
      [
        /@identifier/,
        {
          cases: {
            '@keywords': 'keyword',
            '@constants': 'number',
            '@builtins': 'function',
            '@default': 'identifier',
          },
        },
      ],
      [/[{}[\]()]/, '@brackets'],
      [/[^\s\w'"#{}[\]()]/, 'delimiter'],
    ],

    strings: [
      [/(?:[fF][rR]|[rR][fF])('''|"""|'|")/, { token: 'string', next: '@template.$1.raw' }],
      [/[fF]('''|"""|'|")/, { token: 'string', next: '@template.$1.plain' }],
      [/(?:[bB][rR]|[rR][bB]?)('''|"""|'|")/, { token: 'string', next: '@string.$1.raw' }],
      [/[bBuU]?('''|"""|'|")/, { token: 'string', next: '@string.$1.plain' }],
    ],
    string: [{ include: '@stringText' }, [/[{}]/, 'string'], { include: '@stringEnd' }],
    template: [
      { include: '@stringText' },
      [/\{\{|\}\}/, 'string.escape'],
      [/\{/, { token: 'delimiter', next: '@field' }],
      [/\}/, 'string'],
      { include: '@stringEnd' },
    ],
    stringText: [
      [/\\$/, 'string'],
      [
        /\\(?:[0-7]{1,3}|x[\da-fA-F]{2}|N\{[^}]*\}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)/,
        { cases: { '$S3==raw': 'string', '@default': 'string.escape' } },
      ],
      // Text up to the end of the line: a string in single quotes is over there, closed or not.
      [
        /[^\\'"{}]+$/,
        {
          cases: {
            "$S2=='": { token: 'string', next: '@pop' },
            '$S2=="': { token: 'string', next: '@pop' },
            '@default': 'string',
          },
        },
      ],
      [/[^\\'"{}]+/, 'string'],
    ],
    stringEnd: [
      [
        /'''|"""/,
        { cases: { '$0==$S2': { token: 'string', next: '@pop' }, '@default': '@rematch' } },
      ],
      [/['"]/, { cases: { '$0==$S2': { token: 'string', next: '@pop' }, '@default': 'string' } }],
    ],

    // What stands in the braces of an f-string: any expression, then perhaps `=`, `!r`, `:format`.
    field: [
      [/\}/, { token: 'delimiter', next: '@pop' }],
      [/![rsa](?=\s*[}:])/, 'string.escape'],
      [/:(?!=)/, { token: 'delimiter', next: '@format' }],
      [/[([{]/, { token: 'delimiter', next: '@group' }],
      { include: '@expression' },
    ],
    group: [
      [/[([{]/, { token: 'delimiter', next: '@push' }],
      [/[)\]}]/, { token: 'delimiter', next: '@pop' }],
      { include: '@expression' },
    ],
    format: [
      [/\{/, { token: 'delimiter', next: '@field' }],
      [/(?=\})/, { token: '', next: '@pop' }],
      [/[^{}'"]+/, 'string'],
      // The string is over without its brace: leave the field, too.
      [/['"]/, { token: '@rematch', next: '@pop' }],
    ],
  },
};

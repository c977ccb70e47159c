import type * as Monaco from 'monaco-editor/editor';
import stub from '../../runtime-assets/stubs/goru.pyi?raw';
import { nameBefore, openCall } from './code-context';
import { parseStub, type StubName } from './python-stub';

type Api = typeof Monaco;

let parsed: readonly StubName[] | undefined;

/**
 * Teaches Monaco what programs have from `goru`: completion, hover and signatures, from the same
 * stub that type checkers read. The stub is read when somebody first types. For the time until the
 * language server (web/language) is there, and for devices that do not load it.
 */
export function provideGoruCompletions(monaco: Api): Monaco.IDisposable {
  const parts = [
    monaco.languages.registerCompletionItemProvider('python', {
      triggerCharacters: ['.'],
      provideCompletionItems: (model, position) => ({
        suggestions: complete(monaco, model, position),
      }),
    }),
    monaco.languages.registerHoverProvider('python', {
      provideHover: (model, position) => hover(monaco, model, position),
    }),
    monaco.languages.registerSignatureHelpProvider('python', {
      signatureHelpTriggerCharacters: ['(', ','],
      provideSignatureHelp: (model, position) => signatureHelp(monaco, model, position),
    }),
  ];
  return {
    dispose: () => {
      for (const part of parts.splice(0)) part.dispose();
    },
  };
}

function names(): readonly StubName[] {
  parsed ??= parseStub(stub);
  return parsed;
}

/** What may follow `owner.`, or stand alone. */
function namesIn(owner: string | null): readonly StubName[] {
  if (owner === 'goru') return names();
  // Classes are no builtins: they are reached as goru.GoruError.
  if (owner === null) return names().filter(({ kind }) => kind !== 'class');
  return names().find(({ name, kind }) => kind === 'namespace' && name === owner)?.members ?? [];
}

function find(owner: string | null, wanted: string): StubName | undefined {
  return namesIn(owner).find(({ name }) => name === wanted);
}

function complete(
  monaco: Api,
  model: Monaco.editor.ITextModel,
  position: Monaco.Position,
): Monaco.languages.CompletionItem[] {
  const line = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
  const place = nameBefore(line);
  if (place === null) return [];
  const { owner, typed } = place;
  // One letter is a variable more often than not, and Enter would turn it into our name.
  if (owner === null && typed.length === 1) return [];
  const fitting = namesIn(owner).filter(({ name }) => owner !== null || name.startsWith(typed));
  if (fitting.length === 0) return [];
  // The line alone does not tell whether this is code: a string may have begun far above.
  const code = nameBefore(codeUpTo(monaco, model, position));
  if (code?.owner !== owner || code.typed !== typed) return [];
  const range = {
    startLineNumber: position.lineNumber,
    endLineNumber: position.lineNumber,
    startColumn: position.column - typed.length,
    endColumn: position.column,
  };
  return [
    ...fitting.map((entry) => completionItem(monaco, entry, range)),
    // Monaco asks nobody else once we have an answer, so the document's own words are our task too.
    ...(owner === null ? wordItems(monaco, model, { typed, range }) : []),
  ];
}

function completionItem(
  monaco: Api,
  { name, kind, signature, doc }: StubName,
  range: Monaco.IRange,
): Monaco.languages.CompletionItem {
  const { CompletionItemKind } = monaco.languages;
  const kinds = {
    class: CompletionItemKind.Class,
    function: CompletionItemKind.Function,
    namespace: CompletionItemKind.Module,
    property: CompletionItemKind.Property,
  } satisfies Record<StubName['kind'], Monaco.languages.CompletionItemKind>;
  return {
    label: name,
    kind: kinds[kind],
    insertText: name,
    detail: signature,
    documentation: { value: toMarkdown(doc) },
    // Twins come after what they are twins of.
    sortText: name.startsWith('async_') ? `1${name}` : `0${name}`,
    range,
  };
}

function wordItems(
  monaco: Api,
  model: Monaco.editor.ITextModel,
  { typed, range }: { typed: string; range: Monaco.IRange },
): Monaco.languages.CompletionItem[] {
  const words = new Set(model.getValue().match(/[\p{XID_Start}_]\p{XID_Continue}+/gu));
  words.delete(typed);
  for (const { name } of namesIn(null)) words.delete(name);
  return [...words].map((word) => ({
    label: word,
    kind: monaco.languages.CompletionItemKind.Text,
    insertText: word,
    sortText: `2${word}`,
    range,
  }));
}

function hover(
  monaco: Api,
  model: Monaco.editor.ITextModel,
  position: Monaco.Position,
): Monaco.languages.Hover | null {
  const word = model.getWordAtPosition(position);
  if (word === null) return null;
  const end = position.with(undefined, word.endColumn);
  const line = model.getLineContent(position.lineNumber).slice(0, word.endColumn - 1);
  const place = nameBefore(line);
  const entry = place === null ? undefined : find(place.owner, place.typed);
  if (entry === undefined || nameBefore(codeUpTo(monaco, model, end))?.typed !== entry.name)
    return null;
  return {
    range: {
      startLineNumber: position.lineNumber,
      endLineNumber: position.lineNumber,
      startColumn: word.startColumn,
      endColumn: word.endColumn,
    },
    contents: [
      { value: `\`\`\`python\n${entry.signature}\n\`\`\`` },
      { value: toMarkdown(entry.doc) },
    ],
  };
}

function signatureHelp(
  monaco: Api,
  model: Monaco.editor.ITextModel,
  position: Monaco.Position,
): Monaco.languages.SignatureHelpResult | null {
  const call = openCall(codeUpTo(monaco, model, position));
  const entry = call === null ? undefined : find(call.owner, call.name);
  if (call === null || entry?.kind !== 'function') return null;
  const { signature, parameters, doc } = entry;
  const byKeyword = parameters.findIndex((text) => /^\w+/.exec(text)?.[0] === call.keyword);
  let from = signature.indexOf('(');
  const value: Monaco.languages.SignatureHelp = {
    activeSignature: 0,
    activeParameter: call.keyword === null ? call.argumentIndex : byKeyword,
    signatures: [
      {
        label: signature,
        documentation: { value: toMarkdown(doc) },
        parameters: parameters.map((parameter) => {
          const start = signature.indexOf(parameter, from);
          from = start + parameter.length;
          return { label: [start, from] };
        }),
      },
    ],
  };
  return { value, dispose: () => undefined };
}

/** More than this is read neither for completion nor for hover: it runs on every key. */
const MAX_LINES = 500;

/** The program up to a place, with blanks for the text of strings and comments. */
function codeUpTo(
  monaco: Api,
  model: Monaco.editor.ITextModel,
  { lineNumber, column }: Monaco.Position,
): string {
  const text = model.getValueInRange({
    startLineNumber: Math.max(1, lineNumber - MAX_LINES),
    startColumn: 1,
    endLineNumber: lineNumber,
    endColumn: column,
  });
  const lines = text.split('\n');
  return monaco.editor
    .tokenize(text, 'python')
    .map((tokens, i) => {
      const line = lines[i] ?? '';
      return tokens
        .map(({ offset, type }, t) => {
          const piece = line.slice(offset, tokens[t + 1]?.offset);
          return /^(?:string|comment)/.test(type) ? ' '.repeat(piece.length) : piece;
        })
        .join('');
    })
    .join('\n');
}

/** A docstring's examples become code. */
function toMarkdown(doc: string): string {
  return doc
    .split('\n\n')
    .map((block) => (block.startsWith('>>>') ? `\`\`\`python\n${block}\n\`\`\`` : block))
    .join('\n\n');
}

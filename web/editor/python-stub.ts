/** A name that programs have from `goru`, as an editor explains it. */
export interface StubName {
  name: string;
  kind: 'class' | 'function' | 'namespace' | 'property';
  /** On one line, without `self`: `get(key: str, default: Any = None) -> Any`. */
  signature: string;
  /** As they stand in the signature, without `*` and `/`. */
  parameters: readonly string[];
  doc: string;
  /** What can follow a dot. Empty for functions. */
  members: readonly StubName[];
}

const DEFINITION = /^( {4})?(?:class (\w+)|(async )?def (\w+)\(|(\w+): (.+)$|(@property)$)/;
const END_OF_HEAD = /\)(?: -> .+)?:(?: \.\.\.)?$/;

/**
 * Reads `runtime-assets/stubs/goru.pyi`, which is made by a program of ours and formatted: one
 * definition per line or one parameter per line, a docstring below. It is no parser for any other.
 *
 * @returns The public names of the package. `kv`, `fs` and `http` have members.
 */
export function parseStub(text: string): StubName[] {
  const lines = text.split('\n');
  const names: StubName[] = [];
  const classes = new Map<string, { doc: string; members: StubName[] }>();
  let members: StubName[] = [];
  let isProperty = false;
  let at = readDoc(lines, 0).end;
  while (at < lines.length) {
    const [, indent, className, async, functionName, variable, type = '', property] =
      DEFINITION.exec(lines[at] ?? '') ?? [];
    const scope = indent === undefined ? names : members;
    if (className !== undefined) {
      const { doc, end } = readDoc(lines, at + 1);
      members = [];
      classes.set(className, { doc, members });
      names.push({
        ...NOTHING,
        name: className,
        kind: 'class',
        signature: className,
        doc,
        members,
      });
      at = end;
    } else if (functionName !== undefined) {
      const headEnd = lines.findIndex((line, i) => i >= at && END_OF_HEAD.test(line)) + 1;
      const head = oneLine(lines.slice(at, headEnd));
      const { doc, end } = readDoc(lines, headEnd);
      scope.push(
        isProperty
          ? { ...NOTHING, name: functionName, kind: 'property', signature: asAttribute(head), doc }
          : functionOf(functionName, head, { isAsync: async !== undefined, doc }),
      );
      isProperty = false;
      at = end;
    } else {
      if (variable !== undefined) {
        const about = classes.get(type);
        scope.push(
          about === undefined
            ? { ...NOTHING, name: variable, kind: 'property', signature: `${variable}: ${type}` }
            : { ...NOTHING, ...about, name: variable, kind: 'namespace', signature: variable },
        );
      }
      isProperty = property !== undefined;
      at += 1;
    }
  }
  return names
    .filter(isPublic)
    .map((name) => ({ ...name, members: name.members.filter(isPublic) }));
}

const NOTHING = { parameters: [], doc: '', members: [] } as const;

/** The docstring that starts at a line, dedented; none is an empty text. */
function readDoc(lines: readonly string[], start: number): { doc: string; end: number } {
  const first = lines[start] ?? '';
  const indent = first.length - first.trimStart().length;
  if (!first.startsWith('"""', indent)) return { doc: '', end: start };
  const isOneLine = first.length > indent + 3 && first.endsWith('"""');
  const last = isOneLine
    ? start
    : lines.findIndex((line, i) => i > start && line.trimEnd().endsWith('"""'));
  const doc = lines
    .slice(start, last + 1)
    .map((line) => line.slice(indent))
    .join('\n')
    .slice(3, -3)
    .trim();
  return { doc, end: last + 1 };
}

/** `def f(self, key: str) -> Any: ...` → `f(key: str) -> Any`. */
function oneLine(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .join(' ')
    .replace(/^(?:async )?def /, '')
    .replace(/:(?: \.\.\.)?$/, '')
    .replace(/\( ?self(?:, ?|(?=\)))/, '(')
    .replace(/\( /, '(')
    .replace(/,? \)/, ')');
}

/** `ok() -> bool` → `ok: bool`. */
function asAttribute(head: string): string {
  return head.replace('() -> ', ': ');
}

function functionOf(
  name: string,
  head: string,
  { isAsync, doc }: { isAsync: boolean; doc: string },
): StubName {
  const list = head.slice(head.indexOf('(') + 1, head.lastIndexOf(')'));
  // Commas within brackets belong to types.
  const parameters = list
    .split(/, (?![^[]*\])/)
    .filter((parameter) => !['', '*', '/'].includes(parameter));
  const signature = isAsync ? `async ${head}` : head;
  return { ...NOTHING, name, kind: 'function', signature, parameters, doc };
}

function isPublic({ name }: StubName): boolean {
  return !name.startsWith('_');
}

/** Who wrote a piece of output: the program's two streams, its input echoed, or the page itself. */
export type OutputKind = 'stdout' | 'stderr' | 'input' | 'result' | 'notice';

/** `null` is the theme's own colour, a number one of the 16 palette colours, a string is CSS. */
export type TerminalColor = number | string | null;

/** How a run of text looks. Styles are interned: equal looks are the same object. */
export interface TerminalStyle {
  readonly kind: OutputKind;
  readonly foreground: TerminalColor;
  readonly background: TerminalColor;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  readonly hidden: boolean;
  readonly strikethrough: boolean;
}

/** A piece of text in one look. */
export interface TextRun {
  text: string;
  style: TerminalStyle;
}

const PLAIN: Omit<TerminalStyle, 'kind'> = {
  foreground: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
  hidden: false,
  strikethrough: false,
};

/** A true-colour gradient makes a style per step; past this many the table starts anew. */
const INTERNED_STYLES_MAX = 5_000;

const interned = new Map<string, TerminalStyle>();

export const PLAIN_STYLES = {
  stdout: { kind: 'stdout', ...PLAIN },
  stderr: { kind: 'stderr', ...PLAIN },
  input: { kind: 'input', ...PLAIN },
  result: { kind: 'result', ...PLAIN },
  notice: { kind: 'notice', ...PLAIN },
} as const satisfies Record<OutputKind, TerminalStyle>;

/** `style` with some properties changed. */
export function changeStyle(style: TerminalStyle, change: Partial<TerminalStyle>): TerminalStyle {
  const next = { ...style, ...change };
  const plain = PLAIN_STYLES[next.kind];
  const key = keyOf(next);
  if (key === keyOf(plain)) return plain;
  const known = interned.get(key);
  if (known) return known;
  if (interned.size >= INTERNED_STYLES_MAX) interned.clear();
  interned.set(key, next);
  return next;
}

function keyOf(style: TerminalStyle): string {
  const flags =
    (style.bold ? 1 : 0)
    | (style.dim ? 2 : 0)
    | (style.italic ? 4 : 0)
    | (style.underline ? 8 : 0)
    | (style.inverse ? 16 : 0)
    | (style.hidden ? 32 : 0)
    | (style.strikethrough ? 64 : 0);
  return `${style.kind}/${String(style.foreground)}/${String(style.background)}/${String(flags)}`;
}

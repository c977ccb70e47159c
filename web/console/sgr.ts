import { changeStyle, PLAIN_STYLES } from './terminal-style';
import type { TerminalColor, TerminalStyle } from './terminal-style';

/** One attribute of `ESC [ … m` with its colon-separated parts: `38:2::255:0:0` or plain `1`. */
type Attribute = readonly number[];

/** The style after `ESC [ params m` ("select graphic rendition"). */
export function applySgr(style: TerminalStyle, params: string): TerminalStyle {
  const attributes = parseAttributes(params);
  let next = style;
  for (let index = 0; index < attributes.length; index += 1) {
    const attribute = attributes[index] ?? [0];
    const code = attribute[0] ?? 0;
    if (code === 38 || code === 48) {
      const { color, used } = readColor(attribute, attributes.slice(index + 1));
      index += used;
      if (color === undefined) continue;
      next = changeStyle(next, code === 38 ? { foreground: color } : { background: color });
    } else {
      next = applyCode(next, code, attribute[1]);
    }
  }
  return next;
}

function parseAttributes(params: string): Attribute[] {
  return params.split(';').map((part) => part.split(':').map((digits) => Number(digits) || 0));
}

function applyCode(style: TerminalStyle, code: number, variant: number | undefined): TerminalStyle {
  if (code === 0) return PLAIN_STYLES[style.kind];
  const change = SIMPLE_CODES[code];
  if (code === 4 && variant === 0) return changeStyle(style, { underline: false });
  if (change) return changeStyle(style, change);
  if (code >= 30 && code <= 37) return changeStyle(style, { foreground: code - 30 });
  if (code >= 40 && code <= 47) return changeStyle(style, { background: code - 40 });
  if (code >= 90 && code <= 97) return changeStyle(style, { foreground: code - 90 + 8 });
  if (code >= 100 && code <= 107) return changeStyle(style, { background: code - 100 + 8 });
  return style;
}

const SIMPLE_CODES: Readonly<Partial<Record<number, Partial<TerminalStyle>>>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  8: { hidden: true },
  9: { strikethrough: true },
  21: { underline: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  28: { hidden: false },
  29: { strikethrough: false },
  39: { foreground: null },
  49: { background: null },
};

/** Reads `38;5;n`, `38;2;r;g;b` and their colon forms. `used` counts attributes after the first. */
function readColor(
  first: Attribute,
  rest: readonly Attribute[],
): { color: TerminalColor | undefined; used: number } {
  if (first.length > 1) return { color: colorFromParts(first.slice(1)), used: 0 };
  const mode = rest[0]?.[0];
  const used = mode === 5 ? 2 : mode === 2 ? 4 : 1;
  return { color: colorFromParts(rest.slice(0, used).map((part) => part[0] ?? 0)), used };
}

function colorFromParts(parts: readonly number[]): TerminalColor | undefined {
  const [mode, ...values] = parts;
  if (mode === 5 && values[0] !== undefined) return colorFromTable(values[0]);
  // The colon form carries a colour space before the channels: 2:<space>:r:g:b.
  const channels = values.length > 3 ? values.slice(1, 4) : values;
  if (mode === 2 && channels.length === 3) return toHex(channels);
  return undefined;
}

const CUBE_LEVELS = [0, 95, 135, 175, 215, 255] as const;

function colorFromTable(index: number): TerminalColor | undefined {
  if (index < 16) return index;
  if (index > 255) return undefined;
  if (index >= 232) {
    const gray = 8 + (index - 232) * 10;
    return toHex([gray, gray, gray]);
  }
  const cube = index - 16;
  const digits = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6];
  return toHex(digits.map((digit) => CUBE_LEVELS[digit] ?? 0));
}

function toHex(channels: readonly number[]): string {
  return `#${channels.map((value) => Math.min(255, value).toString(16).padStart(2, '0')).join('')}`;
}

import type { UnpackedWheel } from './read-wheel';

/** What a wheel says of itself in a few lines, for lists and the store. Plain data. */
export interface WheelFacts {
  fileName: string;
  name: string;
  version: string;
  license: string | null;
  summary: string | null;
  topLevelModules: readonly string[];
}

export function wheelFacts({ fileName, metadata, topLevelModules }: UnpackedWheel): WheelFacts {
  const { name, version, license, summary } = metadata;
  return {
    fileName,
    name,
    version,
    license: shown(license),
    summary: shown(summary),
    topLevelModules,
  };
}

/** Longer ones are no summary; the whole text is in METADATA. */
const SHOWN_CHARACTERS = 300;
/** Control characters, and those that turn the direction of what follows: a list would show something else. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** A text of somebody else's, as a list can show it: one line of visible characters. */
function shown(text: string | null): string | null {
  const line = text?.replace(HIDDEN, ' ').trim() ?? '';
  if (line === '') return null;
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS - 1)}…` : line;
}

import type { UnpackedWheel } from './read-wheel';
import { oneVisibleLine } from './visible-line';

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
    license: oneVisibleLine(license),
    summary: oneVisibleLine(summary),
    topLevelModules,
  };
}

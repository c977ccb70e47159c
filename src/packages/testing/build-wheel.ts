import { createHash } from 'node:crypto';
import { zipBytes, type ZipItem } from '../../../e2e/support/zip-bytes';

export interface WheelParts {
  fileName?: string;
  /** By path in the wheel. */
  files?: Record<string, string | Uint8Array>;
  distInfo?: string;
  /** Replace what is in METADATA, WHEEL and RECORD; null leaves the file out. */
  metadata?: string | null;
  wheel?: string | null;
  record?: string | null;
  /** Added to the archive behind all the rest, and not listed in RECORD. */
  items?: readonly ZipItem[];
  /** Changes an entry before it is written. */
  change?: (item: ZipItem) => ZipItem;
}

export interface BuiltWheel {
  bytes: Uint8Array<ArrayBuffer>;
  fileName: string;
  sha256: string;
}

export const METADATA = 'Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n';
export const WHEEL =
  'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n';

/** A wheel that is in order, unless told otherwise. */
export function buildWheel({
  fileName = 'demo-1.0-py3-none-any.whl',
  files = { 'demo/__init__.py': 'ANSWER = 42\n' },
  distInfo = 'demo-1.0.dist-info',
  metadata = METADATA,
  wheel = WHEEL,
  record,
  items = [],
  change = (item) => item,
}: WheelParts = {}): BuiltWheel {
  const all: Record<string, string | Uint8Array> = { ...files };
  if (metadata !== null) all[`${distInfo}/METADATA`] = metadata;
  if (wheel !== null) all[`${distInfo}/WHEEL`] = wheel;
  const lines = Object.entries(all).map(([path, content]) => recordLine(path, content));
  const text = record === undefined ? `${lines.join('')}${distInfo}/RECORD,,\n` : record;
  if (text !== null) all[`${distInfo}/RECORD`] = text;
  const entries = Object.entries(all).map(([name, content]) => change({ name, content }));
  const bytes = zipBytes([...entries, ...items]);
  return { bytes, fileName, sha256: sha256Of(bytes) };
}

/** A line of RECORD that tells the truth. */
export function recordLine(path: string, content: string | Uint8Array): string {
  const hash = createHash('sha256').update(content).digest('base64url');
  const field = /[",]/.test(path) ? `"${path.replaceAll('"', '""')}"` : path;
  return `${field},sha256=${hash},${String(Buffer.byteLength(content))}\n`;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

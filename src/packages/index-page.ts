/**
 * What an index says about one project, as JSON (PEP 691):
 * https://packaging.python.org/en/latest/specifications/simple-repository-api/
 */
import { GoruError } from '../contract/goru-error';
import { oneVisibleLine } from './visible-line';
import type { ProjectFile } from './contract';

/** The largest projects have some ten thousand; each costs the page a moment. */
const MAX_FILES = 50_000;

export const INDEX_MEDIA_TYPE = 'application/vnd.pypi.simple.v1+json';

/** `url` is where the page was found; files may be named relative to it. */
export function parseIndexPage(text: string, url: string): ProjectFile[] {
  const page = asObject(parseJson(text, url), url, 'the page');
  const meta = asObject(page['meta'], url, 'meta');
  const version = meta['api-version'];
  if (typeof version !== 'string' || !version.startsWith('1.')) {
    throw malformed(url, `meta.api-version is ${describe(version)}, not 1.x`);
  }
  const { files } = page;
  if (!Array.isArray(files)) throw malformed(url, `files is ${describe(files)}, not a list`);
  if (files.length > MAX_FILES) {
    throw new GoruError('limit', `the package index lists more than ${String(MAX_FILES)} files`, {
      notes: [`${url} has ${String(files.length)}`],
    });
  }
  return files.map((file, index) => parseFile(file, url, `files[${String(index)}]`));
}

function parseFile(value: unknown, base: string, where: string): ProjectFile {
  const file = asObject(value, base, where);
  const { filename, size } = file;
  if (typeof filename !== 'string') {
    throw malformed(base, `${where}.filename is ${describe(filename)}, not a text`);
  }
  const url = typeof file['url'] === 'string' ? URL.parse(file['url'], base) : null;
  if (url === null) throw malformed(base, `${where}.url is ${describe(file['url'])}, not a URL`);
  // The newer name of the two wins (PEP 714).
  const metadata = file['core-metadata'] ?? file['dist-info-metadata'];
  return {
    filename,
    url: url.href,
    sha256: readSha256(file['hashes']),
    size: Number.isSafeInteger(size) && Number(size) >= 0 ? Number(size) : null,
    requiresPython: typeof file['requires-python'] === 'string' ? file['requires-python'] : null,
    yanked: readYanked(file['yanked']),
    coreMetadata: isAnnounced(metadata) ? { sha256: readSha256(metadata) } : null,
  };
}

function isAnnounced(metadata: unknown): boolean {
  return metadata === true || (typeof metadata === 'object' && metadata !== null);
}

/** Of a dictionary from the name of an algorithm to the hash in hex. */
function readSha256(hashes: unknown): string | null {
  if (typeof hashes !== 'object' || hashes === null || !('sha256' in hashes)) return null;
  const { sha256 } = hashes;
  const isHash = typeof sha256 === 'string' && /^[\da-f]{64}$/i.test(sha256);
  return isHash ? sha256.toLowerCase() : null;
}

/** `true`, or a text that says why; an empty text is no reason, and no yank (PEP 691). */
function readYanked(yanked: unknown): string | null {
  // Whoever withdrew it wrote that, and it is shown where somebody is asked about packages.
  if (typeof yanked === 'string' && yanked !== '') return oneVisibleLine(yanked) ?? '';
  return yanked === true ? '' : null;
}

function parseJson(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed(url, String(cause), cause);
  }
}

function asObject(value: unknown, url: string, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw malformed(url, `${where} is ${describe(value)}, not an object`);
}

function malformed(url: string, what: string, cause?: unknown): GoruError {
  return new GoruError('network', 'the package index answered with malformed JSON', {
    cause,
    notes: [`${url}: ${what}`],
  });
}

function describe(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 80);
}

/** Asks a package index (PEP 691, PEP 658) for one installation; answers are kept until it ends. */
import pLimit from 'p-limit';
import { GoruError } from '../contract/goru-error';
import { DEFAULT_LIMITS } from '../contract/limits';
import { type CoreMetadata, DEFAULT_INDEX_URL, PACKAGE_TEXTS } from './contract';
import type { PackageSource, ProjectFile } from './contract';
import { parseNeeds } from './wheel-needs';
import { INDEX_MEDIA_TYPE, parseIndexPage } from './index-page';
import { sha256Hex } from './digest';

/** What the client uses of `fetch`; the real one fits. */
export type IndexFetch = (
  url: string,
  init: {
    headers: Record<string, string>;
    credentials: 'omit';
    referrerPolicy: 'no-referrer';
    /** Of the body, for what can give it only whole; `fetch` ignores this and the next. */
    maxBytes: number;
    /** How many bytes have come so far; may throw. */
    onReceived?: (receivedBytes: number) => void;
    signal?: AbortSignal;
  },
) => Promise<IndexResponse>;

export interface IndexResponse {
  readonly status: number;
  /** After redirects. */
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  readonly body: ReadableStream<Uint8Array> | null;
}

/** What is read of an answer, in bytes. PyPI's largest pages of a project have a few megabytes. */
const ANSWER_LIMITS = {
  page: 64 * 1024 * 1024,
  metadata: 10 * 1024 * 1024,
} as const;

export interface IndexClientOptions {
  fetch: IndexFetch;
  /** The text of the METADATA in a wheel, whose bytes it takes over; for wheels whose metadata the index does not serve. */
  readWheelMetadata: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  /** Ends with a slash; the project's name follows. */
  indexUrl?: string;
  /** How many requests are under way at once; browsers allow six to one HTTP/1.1 host. */
  concurrency?: number;
  /** Gets what a program named by its address, from hosts that the index has nothing to say about. */
  fetchDirect: (url: string) => Promise<{ status: number; bytes: Uint8Array<ArrayBuffer> }>;
  /** A wheel that is larger is not downloaded. */
  maxWheelBytes?: number;
  signal?: AbortSignal;
}

/** Plain HTTP is only for an index that is itself reached so, as one on localhost. */
export function isSafeUrl(url: string, indexUrl: string): boolean {
  const file = URL.parse(url);
  const index = new URL(indexUrl);
  return (
    file?.protocol === 'https:' || (file?.protocol === index.protocol && file.host === index.host)
  );
}

/** Files of the same project differ in their URL alone, which is what answers are kept by. */
export class IndexClient implements PackageSource {
  readonly #options: IndexClientOptions;
  readonly #indexUrl: string;
  readonly #limit: <T>(work: () => Promise<T>) => Promise<T>;
  /** For wheels that are read and not kept: one at a time, as each may be large. */
  readonly #oneWheel = pLimit(1);
  readonly #files = new Map<string, Promise<readonly ProjectFile[] | null>>();
  readonly #metadata = new Map<string, Promise<CoreMetadata>>();
  readonly #direct = new Map<string, Promise<ProjectFile>>();

  constructor(options: IndexClientOptions) {
    const { indexUrl = DEFAULT_INDEX_URL, concurrency = 6 } = options;
    this.#options = options;
    this.#indexUrl = indexUrl.endsWith('/') ? indexUrl : `${indexUrl}/`;
    this.#limit = pLimit(concurrency);
  }

  /** Failures are `network` errors that name the URL; null stands for a 404. */
  files(name: string): Promise<readonly ProjectFile[] | null> {
    return remember(this.#files, name, () => this.#fetchFiles(name));
  }

  /** From the index where it serves it, else from the wheel; either is checked by its hash. */
  metadata(file: ProjectFile): Promise<CoreMetadata> {
    return remember(this.#metadata, file.url, async () =>
      parseNeeds((await this.#fetchMetadata(file)) ?? (await this.#readWheel(file))),
    );
  }

  /** `#sha256=…` in the URL is what the file must have. */
  directFile(url: string): Promise<ProjectFile> {
    return remember(this.#direct, url, () => this.#oneWheel(() => this.#fetchDirect(url)));
  }

  /**
   * The bytes of a file, whole and as the index described it. `onReceived` hears how many have come
   * so far.
   */
  download(
    file: ProjectFile,
    onReceived?: (receivedBytes: number) => void,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const limitBytes = this.#maxWheelBytes;
    const expectedBytes = file.size ?? undefined;
    return this.#download(file, () =>
      this.#get(file.url, { limitBytes, expectedBytes, onReceived }),
    );
  }

  /** The bytes of a file that was named by its address, as they were when it was chosen. */
  downloadDirect(file: ProjectFile): Promise<Uint8Array<ArrayBuffer>> {
    return this.#download(file, () => this.#limit(() => this.#options.fetchDirect(file.url)));
  }

  async #download(
    file: ProjectFile,
    get: () => Promise<{ status: number; bytes: Uint8Array<ArrayBuffer> }>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if ((file.size ?? 0) > this.#maxWheelBytes) {
      throw new GoruError('limit', `${file.filename} is too large: ${String(file.size)} bytes`, {
        notes: [PACKAGE_TEXTS.limitNote('unpackedBytes')],
      });
    }
    const { status, bytes } = await get();
    if (status !== 200) throw badStatus(status, file.url);
    if (file.size !== null && bytes.length !== file.size) {
      throw new GoruError(
        'network',
        `request failed: ${file.filename} broke off: ${String(bytes.length)} of ${String(file.size)} bytes came`,
      );
    }
    await checkSha256(bytes, file.sha256, file.filename);
    return bytes;
  }

  get #maxWheelBytes(): number {
    return this.#options.maxWheelBytes ?? DEFAULT_LIMITS.packages.unpackedBytes;
  }

  async #fetchFiles(name: string): Promise<ProjectFile[] | null> {
    const url = `${this.#indexUrl}${name}/`;
    const { status, type, bytes, finalUrl } = await this.#get(url, {
      accept: INDEX_MEDIA_TYPE,
      limitBytes: ANSWER_LIMITS.page,
    });
    if (status === 404) return null;
    if (status !== 200) throw badStatus(status, url);
    if (type !== INDEX_MEDIA_TYPE && type !== 'application/json') {
      throw new GoruError('network', `the package index answered with ${type}, not JSON`, {
        notes: [`${url} must answer as PEP 691 says, with ${INDEX_MEDIA_TYPE}`],
      });
    }
    const files = parseIndexPage(new TextDecoder().decode(bytes), finalUrl);
    return files.map((file) => this.#requireSafeUrl(file));
  }

  #requireSafeUrl(file: ProjectFile): ProjectFile {
    if (isSafeUrl(file.url, this.#indexUrl)) return file;
    throw new GoruError(
      'network',
      `the package index names a file that is not on https: ${file.url}`,
    );
  }

  /** Null where the index serves none, whatever it announced. */
  async #fetchMetadata({ url, filename, coreMetadata }: ProjectFile): Promise<string | null> {
    if (coreMetadata === null) return null;
    const address = `${url}.metadata`;
    const { status, bytes } = await this.#get(address, { limitBytes: ANSWER_LIMITS.metadata });
    if (status === 404) return null;
    if (status !== 200) throw badStatus(status, address);
    await checkSha256(bytes, coreMetadata.sha256, `${filename}.metadata`);
    return new TextDecoder().decode(bytes);
  }

  async #readWheel(file: ProjectFile): Promise<string> {
    return this.#oneWheel(async () => this.#options.readWheelMetadata(await this.download(file)));
  }

  async #fetchDirect(address: string): Promise<ProjectFile> {
    const [url = '', fragment = ''] = address.split('#', 2);
    const wanted = readWantedHash(fragment);
    const { status, bytes } = await this.#limit(() => this.#options.fetchDirect(url));
    if (status !== 200) throw badStatus(status, url);
    const filename = lastSegment(url);
    await checkSha256(bytes, wanted, filename);
    const sha256 = await sha256Hex(bytes);
    const size = bytes.length;
    const metadata = this.#options.readWheelMetadata(bytes).then(parseNeeds);
    await remember(this.#metadata, url, () => metadata);
    return { filename, url, sha256, size, requiresPython: null, yanked: null, coreMetadata: null };
  }

  async #get(
    url: string,
    {
      accept = '*/*',
      limitBytes,
      expectedBytes,
      onReceived,
    }: {
      accept?: string;
      limitBytes: number;
      expectedBytes?: number | undefined;
      onReceived?: ((receivedBytes: number) => void) | undefined;
    },
  ) {
    // By itself, not as a method: a browser's own `fetch` insists on that.
    const { fetch, signal } = this.#options;
    return this.#limit(async () => {
      throwIfAborted(signal);
      try {
        const response = await fetch(url, {
          headers: { Accept: accept },
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          maxBytes: limitBytes,
          ...(onReceived && { onReceived }),
          ...(signal && { signal }),
        });
        this.#checkRedirect(url, response.url);
        return {
          status: response.status,
          type: (response.headers.get('content-type') ?? 'no content type').split(';', 1)[0] ?? '',
          bytes: await readBody(response.body, {
            limitBytes,
            expectedBytes,
            url,
            // What explains an error is no part of what was asked for.
            onReceived: response.status === 200 ? onReceived : undefined,
          }),
          finalUrl: response.url === '' ? url : response.url,
        };
      } catch (cause) {
        throwIfAborted(signal);
        if (cause instanceof GoruError) throw cause;
        throw new GoruError('network', `request failed: ${url}: ${String(cause)}`, { cause });
      }
    });
  }

  /** Before the body is read. Where a request ends up decides what is installed. */
  #checkRedirect(requested: string, final: string): void {
    // A `Response` that was made by hand, as by a service worker, has no URL.
    if (final === '') return;
    const [from, to] = [new URL(requested), new URL(final)];
    const isSameHost =
      from.host === to.host && (to.protocol === 'https:' || from.protocol === 'http:');
    if (isSameHost) return;
    throw new GoruError('network', `request failed: redirect to ${to.host} refused`, {
      notes: [
        `${requested} redirects to ${final}, a host that the session's package index does not name`,
      ],
    });
  }
}

/** Nobody's answer may fill the memory of the page: what is longer is refused when that much has come. */
async function readBody(
  body: ReadableStream<Uint8Array> | null,
  {
    limitBytes,
    expectedBytes = 0,
    url,
    onReceived,
  }: {
    limitBytes: number;
    expectedBytes?: number | undefined;
    url: string;
    onReceived: ((receivedBytes: number) => void) | undefined;
  },
): Promise<Uint8Array<ArrayBuffer>> {
  // Each piece goes where it belongs at once: to put megabytes together at the end takes the page too long.
  let bytes = new Uint8Array(Math.min(expectedBytes, limitBytes));
  let length = 0;
  const reader = body?.getReader();
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    const start = length;
    length += next.value.length;
    try {
      if (length > limitBytes) {
        throw new GoruError('limit', `${url} is too large: more than ${String(limitBytes)} bytes`);
      }
      onReceived?.(length);
    } catch (error) {
      await reader?.cancel();
      throw error;
    }
    if (length > bytes.length) bytes = grown(bytes, Math.max(length, 2 * bytes.length));
    bytes.set(next.value, start);
  }
  return length === bytes.length ? bytes : bytes.slice(0, length);
}

function grown(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}

/** One request for what several ask; a failure is not kept, so that it can be tried again. */
function remember<T>(
  answers: Map<string, Promise<T>>,
  key: string,
  ask: () => Promise<T>,
): Promise<T> {
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = ask();
  answers.set(key, answer);
  answer.catch(() => {
    answers.delete(key);
  });
  return answer;
}

async function checkSha256(
  bytes: Uint8Array<ArrayBuffer>,
  wanted: string | null,
  filename: string,
): Promise<void> {
  if (wanted === null) return;
  const found = await sha256Hex(bytes);
  if (found === wanted) return;
  throw new GoruError(
    'network',
    `request failed: ${filename} does not have the SHA-256 it should`,
    {
      notes: [`expected ${wanted}, got ${found}; it was changed or broke off on the way`],
    },
  );
}

/** Of `#sha256=…`; what somebody wrote to be checked is not ignored because it is cut short. */
function readWantedHash(fragment: string): string | null {
  const [, hash] = /(?:^|&)sha256=([^&]*)/i.exec(fragment) ?? [];
  if (hash === undefined) return null;
  if (/^[\da-f]{64}$/i.test(hash)) return hash.toLowerCase();
  throw new GoruError('invalid-argument', PACKAGE_TEXTS.invalidRequirement, {
    notes: [`sha256=${hash} is not a SHA-256, which has 64 digits and letters from a to f`],
  });
}

/** `%2B` of a local version is a plus sign; what is no valid escape stays as it is. */
function lastSegment(url: string): string {
  const segment = new URL(url).pathname.split('/').at(-1) ?? '';
  return segment.replaceAll(/%2b/gi, '+');
}

function badStatus(status: number, url: string): GoruError {
  return new GoruError('network', `request failed: status ${String(status)} from ${url}`);
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason));
}

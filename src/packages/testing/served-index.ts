import { createHash } from 'node:crypto';
import type { IndexClientOptions, IndexFetch, IndexResponse } from '../index-client';
import { INDEX_MEDIA_TYPE } from '../index-page';

export const INDEX_URL = 'https://index.test/simple/';

/** What one version requires, or more about it. */
export type ServedVersion =
  | readonly string[]
  | {
      requires?: readonly string[];
      extras?: readonly string[];
      yanked?: string | boolean;
      python?: string;
      /** Tags of its wheels; none is a version that has an sdist alone. */
      tags?: readonly string[];
      /** The whole METADATA, instead of what it would be. */
      metadata?: string;
    };

export type ServedProjects = Readonly<Record<string, Readonly<Record<string, ServedVersion>>>>;

/** A package index in memory, with the answers of a real one, and what it was asked. */
export class ServedIndex {
  readonly asked: string[] = [];
  readonly #pages = new Map<string, { status: number; type: string; body: string }>();

  constructor(projects: ServedProjects = {}) {
    for (const [name, versions] of Object.entries(projects)) this.#addProject(name, versions);
  }

  readonly fetch: IndexFetch = (url, { signal }) => {
    this.asked.push(url);
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    const page = this.#pages.get(url) ?? { status: 404, type: 'text/plain', body: 'Not Found' };
    return Promise.resolve(respond(url, page));
  };

  /** What a program names by its address. */
  readonly fetchDirect: IndexClientOptions['fetchDirect'] = async (url) => {
    const response = await this.fetch(url, {
      headers: {},
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      maxBytes: Infinity,
    });
    return {
      status: response.status,
      bytes: new Uint8Array(await new Response(response.body).arrayBuffer()),
    };
  };

  serve(url: string, body: string, { status = 200, type = INDEX_MEDIA_TYPE } = {}): void {
    this.#pages.set(url, { status, type, body });
  }

  /** The versions whose metadata was asked for, as `name version`. */
  get looked(): string[] {
    return this.asked.flatMap((url) => {
      const [, name, version] = /\/([^/-]+)-([^/-]+)-[^/]*\.whl\.metadata$/.exec(url) ?? [];
      return name === undefined || version === undefined ? [] : [`${name} ${version}`];
    });
  }

  #addProject(name: string, versions: Readonly<Record<string, ServedVersion>>): void {
    const files = Object.entries(versions).flatMap(([version, served]) =>
      this.#addVersion(
        name,
        version,
        'requires' in served || !Array.isArray(served)
          ? (served as Exclude<ServedVersion, readonly string[]>)
          : { requires: served },
      ),
    );
    const page = { meta: { 'api-version': '1.1' }, name, files };
    this.serve(`${INDEX_URL}${name}/`, JSON.stringify(page));
  }

  #addVersion(
    name: string,
    version: string,
    served: Exclude<ServedVersion, readonly string[]>,
  ): object[] {
    const { requires = [], extras = [], yanked = false, python, tags = ['py3-none-any'] } = served;
    const metadata =
      served.metadata
      ?? [
        'Metadata-Version: 2.1',
        `Name: ${name}`,
        `Version: ${version}`,
        ...requires.map((requirement) => `Requires-Dist: ${requirement}`),
        ...extras.map((extra) => `Provides-Extra: ${extra}`),
        '',
        'Text.',
      ].join('\n');
    const stem = `${name.replaceAll('-', '_')}-${version}`;
    const filenames = tags.map((tag) => `${stem}-${tag}.whl`);
    return [...filenames, `${stem}.tar.gz`].map((filename) => {
      const url = `https://files.test/${filename}`;
      this.serve(`${url}.metadata`, metadata, { type: 'application/octet-stream' });
      return {
        filename,
        url,
        hashes: { sha256: sha256(filename) },
        yanked,
        ...(python === undefined ? {} : { 'requires-python': python }),
        ...(filename.endsWith('.whl') && { 'core-metadata': { sha256: sha256(metadata) } }),
      };
    });
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function respond(
  url: string,
  { status = 200, type = INDEX_MEDIA_TYPE, body = '' } = {},
): IndexResponse {
  return {
    status,
    url,
    headers: new Headers({ 'content-type': type }),
    body: new Response(body).body,
  };
}

/** What the page and its programs have been promised in one workspace, so that a look at the storage can tell what was lost. */

/** A place to write to: `kv h1-a`, `file h1-b`, `log h1-c`. Only numbers go there, each larger than the ones before. */
interface Place {
  /** The largest number that any program has been given to write. */
  issued: number;
  /** The largest number whose write has returned. */
  acknowledged: number;
}

/** The largest number found in each place; a log has all of its numbers. */
export interface Found {
  kv: Readonly<Record<string, number>>;
  file: Readonly<Record<string, number>>;
  log: Readonly<Record<string, readonly number[]>>;
  /** The text of every file that people may have made, by name. */
  texts: Readonly<Record<string, string>>;
  /** Which packages can be imported. */
  packages: readonly string[];
}

const NO_FILES = { file: {}, log: {}, texts: {} };

const ACKNOWLEDGED = /^ACK (kv|file|log) (\S+) (\d+)$/gm;

export class Model {
  readonly #places = new Map<string, Place>();
  readonly #logged = new Map<string, Set<number>>();
  /** What a file may hold: more than one text, or none, while nothing has been acknowledged. */
  readonly #texts = new Map<string, Set<string | undefined>>();
  readonly packages = new Set<string>();
  /** How many acknowledged writes have been looked for, and found. */
  checked = 0;
  /** Somebody has worked here: it stays until they delete it. */
  isUsed = false;
  /** Somebody has begun to delete it for good, and nobody knows how far that has come. */
  isDoomed = false;

  /** What a copy of everything has been promised: all that had been acknowledged before, and perhaps what came since. */
  copy(): Model {
    const copy = new Model();
    for (const [key, place] of this.#places) copy.#places.set(key, { ...place });
    for (const [name, numbers] of this.#logged) copy.#logged.set(name, new Set(numbers));
    for (const [name, texts] of this.#texts) copy.#texts.set(name, new Set(texts));
    return copy;
  }

  /**
   * What an archive with this in it promises to whoever imports it. What an editor still had may come to its files, and the
   * program in it may be run again, and then write what it had not yet written.
   */
  archived(found: Found): Model {
    const archived = this.copy();
    for (const [key, place] of archived.#places) {
      const [kind = '', name = ''] = key.split(' ');
      const value = kind === 'log' ? undefined : found[kind as 'kv' | 'file'][name];
      if (value !== undefined) place.acknowledged = value;
    }
    for (const [name, numbers] of Object.entries(found.log)) {
      archived.#logged.set(name, new Set(numbers));
    }
    for (const [name, text] of Object.entries(found.texts)) archived.mayHold(name, text);
    return archived;
  }

  /** Promises all that the other one does, too. */
  adopt(other: Model): void {
    const { isUsed } = this;
    for (const [key, place] of other.#places) {
      const own = this.#places.get(key) ?? { issued: 0, acknowledged: 0 };
      own.issued = Math.max(own.issued, place.issued);
      own.acknowledged = Math.max(own.acknowledged, place.acknowledged);
      this.#places.set(key, own);
    }
    for (const [name, numbers] of other.#logged) {
      this.#logged.set(name, new Set([...numbers, ...(this.#logged.get(name) ?? [])]));
    }
    for (const [name, texts] of other.#texts) {
      this.#texts.set(name, new Set([...texts, ...(this.#texts.get(name) ?? [])]));
    }
    this.isUsed = isUsed || other.isUsed;
  }

  /** Nothing has been done here that anybody could miss. */
  get isPristine(): boolean {
    const isHeld = [...this.#texts.values()].some((allowed) => !allowed.has(undefined));
    return !this.isUsed && this.acknowledged === 0 && !isHeld;
  }

  /** A program will write this many numbers there; the first of them. */
  issue(kind: keyof Found, name: string, count: number): number {
    const place = this.#place(kind, name);
    const first = place.issued + 1;
    place.issued += count;
    return first;
  }

  /**
   * Reads what programs have said about writes that returned. It may read the same output again. A page that says that it
   * keeps no files promises nothing of those that are written in it.
   */
  hear(output: string, { keepsFiles }: { keepsFiles: boolean } = { keepsFiles: true }): void {
    for (const [, kind = '', name = '', digits] of output.matchAll(ACKNOWLEDGED)) {
      if (kind !== 'kv' && !keepsFiles) continue;
      const number = Number(digits);
      const place = this.#place(kind as keyof Found, name);
      place.acknowledged = Math.max(place.acknowledged, number);
      if (kind !== 'log') continue;
      const logged = this.#logged.get(name) ?? new Set();
      this.#logged.set(name, logged.add(number));
    }
  }

  /** Somebody has typed this, and the page may not have kept it yet. Undefined: deleted it. */
  mayHold(name: string, text: string | undefined): void {
    const allowed = this.#texts.get(name) ?? new Set([undefined]);
    // The last one is the latest.
    allowed.delete(text);
    this.#texts.set(name, allowed.add(text));
  }

  /**
   * The file gets another name, and may hold there whatever it may have held here: while there is no room, a text that is
   * in the editor is not in the folder.
   */
  mayBeCalled(next: string, name: string): void {
    this.#texts.set(next, new Set(this.#texts.get(name)).add(undefined));
    this.mayHold(name, undefined);
  }

  /** What was typed into the file last; null for one that is not known. */
  lastText(name: string): string | null {
    const allowed = [...(this.#texts.get(name) ?? [])];
    return allowed.findLast((text) => text !== undefined) ?? null;
  }

  /** The page has kept this. */
  holds(name: string, text: string | undefined): void {
    this.#texts.set(name, new Set([text]));
  }

  get acknowledged(): number {
    let count = 0;
    for (const { acknowledged } of this.#places.values()) count += acknowledged > 0 ? 1 : 0;
    return count;
  }

  /** What is not as it was promised, in words. A folder in memory is the page's own, whatever other tabs have kept. */
  compare(found: Found, { keepsFiles }: { keepsFiles: boolean } = { keepsFiles: true }): string[] {
    if (this.isDoomed) return [];
    const problems: string[] = [];
    for (const [key, { issued, acknowledged }] of this.#places) {
      const [kind = '', name = ''] = key.split(' ');
      if (kind === 'log' || (kind === 'file' && !keepsFiles)) continue;
      const value = found[kind as 'kv' | 'file'][name] ?? 0;
      if (acknowledged > 0) this.checked += 1;
      if (value < acknowledged) {
        problems.push(`${key} is ${String(value)}, but ${String(acknowledged)} was acknowledged`);
      } else if (value > issued) {
        problems.push(`${key} is ${String(value)}, which nobody has written`);
      }
    }
    if (keepsFiles) problems.push(...this.#compareFiles(found));
    problems.push(...this.#foreign(keepsFiles ? found : { ...found, ...NO_FILES }));
    for (const name of this.packages) {
      this.checked += 1;
      if (!found.packages.includes(name)) problems.push(`the package ${name} is gone`);
    }
    return problems;
  }

  #compareFiles(found: Found): string[] {
    const problems: string[] = [];
    for (const [name, numbers] of this.#logged) {
      const present = new Set(found.log[name] ?? []);
      this.checked += numbers.size;
      const lost = [...numbers].filter((number) => !present.has(number));
      if (lost.length > 0) problems.push(`log ${name} has lost ${lost.join(', ')}`);
    }
    for (const [name, allowed] of this.#texts) {
      if (allowed.size === 1) this.checked += 1;
      const text = found.texts[name];
      if (allowed.has(text)) continue;
      const wanted = [...allowed].map(quoted).join(' or ');
      problems.push(`${name} is ${quoted(text)} instead of ${wanted}`);
    }
    return problems;
  }

  /** What no program of this workspace was given to write, and nobody has typed here: another one's. */
  #foreign(found: Found): string[] {
    const places = (['kv', 'file', 'log'] as const).flatMap((kind) =>
      Object.keys(found[kind]).map((name) => `${kind} ${name}`),
    );
    // As people name them here; the page makes other names of them where two tabs have changed one.
    const files = Object.keys(found.texts).filter((name) => /^chaos-\d+\.\w+$/.test(name));
    return [
      ...places.filter((key) => !this.#places.has(key)),
      ...files.filter((name) => !this.#texts.has(name)),
    ].map((name) => `${name} is there, which nobody has written here`);
  }

  #place(kind: keyof Found, name: string): Place {
    const key = `${kind} ${name}`;
    const place = this.#places.get(key) ?? { issued: 0, acknowledged: 0 };
    this.#places.set(key, place);
    return place;
  }
}

function quoted(text: string | undefined): string {
  return text === undefined ? 'no file' : JSON.stringify(text);
}

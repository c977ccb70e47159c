/** Every workspace of the run by its id, with what was promised in it. */
import { Model } from './model';
import { promise } from './promise';
import type { KeptRecord } from './kept';

/** New workspaces that are to come with what others have. */
interface Expected {
  isOne: (name: string) => boolean;
  model: Model;
}

export class Workspaces {
  readonly #models = new Map<string, Model>();
  /** Those that have been deleted, and can be brought back. */
  readonly deleted = new Set<string>();
  /** Somebody is deleting, or bringing back, and it is not known which one. */
  isChanging = false;
  /** Those whose content has been looked for in what was expected. */
  readonly #known = new Set<string>();
  #expected: readonly Expected[] = [];
  /** What has become of them while the run went on. */
  #ended: readonly Model[] = [];

  get models(): readonly Model[] {
    return [...this.#models.values(), ...this.#ended];
  }

  /** Those that are there, as far as anybody has noticed. */
  get live(): number {
    return [...this.#models.keys()].filter((id) => !this.deleted.has(id)).length;
  }

  get size(): number {
    return this.#models.size;
  }

  of(id: string): Model {
    const model = this.#models.get(id) ?? new Model();
    this.#models.set(id, model);
    return model;
  }

  /** From now on new workspaces with these names are copies of something. */
  expect(expected: readonly Expected[]): void {
    this.#expected = expected;
  }

  /** Looks at what there is; what is new has got what was expected. */
  notice(records: readonly KeptRecord[], open: ReadonlySet<string>): void {
    for (const { id, name, deletedAt } of records) {
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      const expected = this.#expected.find(({ isOne }) => isOne(name));
      const model = this.of(id);
      if (expected === undefined) continue;
      model.adopt(expected.model);
      model.isUsed = true;
      if (deletedAt !== null) this.deleted.add(id);
    }
    for (const [id, model] of this.#models) {
      // What a link has brought may go as it came.
      const isThere = records.some((record) => record.id === id) || open.has(id);
      if (!isThere && !model.isUsed) this.forget(id);
    }
  }

  /** It has been deleted for good. */
  forget(id: string): void {
    const model = this.#models.get(id);
    if (model !== undefined) this.#ended = [...this.#ended, model];
    this.#models.delete(id);
    this.deleted.delete(id);
    this.#known.delete(id);
  }

  /** What somebody has used is there until they delete it, and then can be brought back. */
  check(records: readonly KeptRecord[]): void {
    if (this.isChanging) this.#believe(records);
    for (const [id, model] of this.#models) {
      if (!model.isUsed) continue;
      const record = records.find((each) => each.id === id);
      promise(record !== undefined, () => `the workspace ${id}, which somebody has used, is gone`);
      promise((record.deletedAt !== null) === this.deleted.has(id), () =>
        record.deletedAt === null
          ? `the workspace ${id}, which was deleted, is there`
          : `the workspace ${id} is deleted, which nobody has done`,
      );
      model.checked += 1;
    }
  }

  #believe(records: readonly KeptRecord[]): void {
    this.isChanging = false;
    for (const { id, deletedAt } of records) {
      if (deletedAt === null) this.deleted.delete(id);
      else if (this.#models.has(id)) this.deleted.add(id);
    }
  }
}

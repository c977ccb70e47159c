import { createHash } from 'node:crypto';
import { packBundle as packTree } from '../../src/contract/file-bundle';

/** A bundle in which files with equal contents are stored once: many time zones have several names. */
export function packBundle(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const known = new Map<string, Uint8Array>();
  const shared = [...files].map(([path, content]): [string, Uint8Array] => {
    const hash = createHash('sha256').update(content).digest('hex');
    const first = known.get(hash) ?? content;
    known.set(hash, first);
    return [path, first];
  });
  return packTree(new Map(shared));
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../pydantic_core/_pydantic_core', import.meta.url));

/** The sources of the core of pydantic in Python, by file name. */
export async function readPydanticCore(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.py')).sort();
  const sources = names.map(
    async (name) => [name, new Uint8Array(await readFile(join(FOLDER, name)))] as const,
  );
  return new Map(await Promise.all(sources));
}

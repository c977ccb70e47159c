import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../pydantic_core/_pydantic_core', import.meta.url));

/** The core of pydantic in Python, as texts by file name: what a session fetches from its site. */
export async function readPydanticCore(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.py')).sort();
  const texts = names.map(
    async (name) => [name, await readFile(join(FOLDER, name), 'utf8')] as const,
  );
  return new Map(await Promise.all(texts));
}

/** The fields of a text in the form of e-mail headers, which METADATA and WHEEL share. */
export interface HeaderFields {
  /** The first value of a field, trimmed; undefined when it is missing or empty. */
  get(name: string): string | undefined;
  /** All values of a field, in order. */
  getAll(name: string): readonly string[];
}

/**
 * Parses "Name: value" lines up to the first empty one ("Core metadata specifications"; RFC 822). A
 * line that begins with white space continues the value above it, and stays a line of its own. Names
 * are compared without regard to case. Lines which are neither are passed over, as Python's own
 * `email` parser does.
 */
export function parseHeaderFields(text: string): HeaderFields {
  const values = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    if (line === '') break;
    if (/^[ \t]/.test(line)) {
      if (current !== undefined) current.push(`${current.pop() ?? ''}\n${line}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0) {
      current = undefined;
      continue;
    }
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    current = values.get(name) ?? [];
    values.set(name, current);
    current.push(line.slice(colon + 1));
  }
  const getAll = (name: string): readonly string[] =>
    (values.get(name.toLowerCase()) ?? []).map((value) => value.trim());
  return { getAll, get: (name) => getAll(name).find((value) => value !== '') };
}

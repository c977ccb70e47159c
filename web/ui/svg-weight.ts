/** So many elements an engine draws at once; a plot of many thousand points has fewer. */
const SVG_MAX_WEIGHT = 20_000;

interface Element {
  /** Of the element behind its last descendant. */
  end: number;
  id: string | null;
  /** For `<use>`: whom it repeats. */
  used: string | null;
}

const NO_ELEMENT = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<!DOCTYPE[^>[]*>/g;
const TAG = /<(\/?)([^\s<>/]+)((?:"[^"<]*"|'[^'<]*'|[^"'<>])*)>/g;
/** A picture in a picture may be as heavy again; one of points is what it is. */
const HIDDEN_PICTURE = /data:(?!image\/(?:png|jpeg|gif|webp)[;,])/i;
const ATTRIBUTE = /([^\s"'=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * True for an SVG in which what is used uses others: ten of ten of ten, and a kilobyte is a million shapes, which engines
 * draw in the process of the page. It is read as text, because the frame that asks may make no document out of a text;
 * what a browser takes for a picture is well-formed, so tags are what they look like. What could be used later, or under
 * a name that is written in another way, counts as too much.
 */
export function isTooHeavy(svg: string): boolean {
  const text = svg.replace(NO_ELEMENT, '');
  if (text.includes('<!') || HIDDEN_PICTURE.test(text)) return true;
  const elements = readElements(text);
  return elements === null || weigh(elements) > SVG_MAX_WEIGHT;
}

/** In the order of the text; null where one is not to be understood. */
function readElements(text: string): readonly Element[] | null {
  const elements: Element[] = [];
  const open: Element[] = [];
  for (const [, slash, name = '', rest = ''] of text.matchAll(TAG)) {
    if (slash === '/') {
      const closed = open.pop();
      if (closed !== undefined) closed.end = elements.length;
      continue;
    }
    const element: Element = { end: elements.length + 1, id: null, used: null };
    const isUse = localName(name) === 'use';
    for (const [, attribute = '', double, single] of rest.matchAll(ATTRIBUTE)) {
      const value = double ?? single ?? '';
      if (attribute === 'id') element.id = value;
      if (attribute === 'attributeName' && !/^[\w-]+$/.test(value)) return null;
      if (attribute === 'attributeName' && value === 'href') return null;
      if (localName(attribute) !== 'href') continue;
      if (value.includes('&')) return null;
      if (!isUse) continue;
      if (!/^\s*#[\w.:-]*\s*$/.test(value)) return null;
      element.used = value.trim().slice(1);
    }
    // Another name for the same: an id is compared as it is written.
    if (element.id?.includes('&') === true) return null;
    elements.push(element);
    if (!rest.endsWith('/')) open.push(element);
  }
  return elements;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** How many elements are drawn for all that is used; infinite where one uses itself. */
function weigh(elements: readonly Element[]): number {
  const named = new Map<string, number>();
  elements.forEach(({ id }, at) => {
    if (id !== null && !named.has(id)) named.set(id, at);
  });
  const weights = new Map<number, number>();
  let looked = 0;

  function weightAt(at: number): number {
    const known = weights.get(at);
    if (known !== undefined) return known;
    weights.set(at, Infinity);
    const { end = at } = elements[at] ?? {};
    let weight = end - at;
    looked += weight;
    if (looked > 1_000_000) return Infinity;
    for (const { used } of elements.slice(at, end)) weight += weightOf(used);
    weights.set(at, weight);
    return weight;
  }

  function weightOf(used: string | null): number {
    const at = used === null ? undefined : named.get(used);
    return at === undefined ? 0 : weightAt(at);
  }

  try {
    return elements.reduce((sum, { used }) => sum + weightOf(used), 0);
  } catch (error) {
    // A chain that is longer than calls may be nested.
    if (error instanceof RangeError) return Infinity;
    throw error;
  }
}

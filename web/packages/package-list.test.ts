import { describe, expect, it } from 'vitest';
import { createPackageList } from './package-list';

function tab(texts = new Map<string, string>(), { isFull = false } = {}) {
  const disallowed: string[] = [];
  const list = createPackageList({
    read: (name) => texts.get(name) ?? null,
    write: (name, text) => {
      if (!isFull) texts.set(name, text);
      return !isFull;
    },
  });
  list.connect({ packages: { disallow: (name) => disallowed.push(name) } });
  return { list, disallowed, names: () => list.store.get().names };
}

describe('the packages that programs may install unasked', () => {
  it('are kept, sorted and each once, and can be taken off the list', () => {
    const texts = new Map<string, string>();
    const { list, names, disallowed } = tab(texts);
    list.add(['six', 'jinja2']);
    list.add(['six']);
    expect(names()).toEqual(['jinja2', 'six']);
    list.remove('six');
    expect([names(), disallowed]).toEqual([['jinja2'], ['six']]);
    expect(tab(texts).names()).toEqual(['jinja2']);
  });

  it('belong to all tabs of the workspace', () => {
    const texts = new Map<string, string>();
    const [a, b] = [tab(texts), tab(texts)];
    a.list.add(['six']);
    b.list.add(['jinja2']);
    a.list.lookAgain();
    expect(a.names()).toEqual(['jinja2', 'six']);
    b.list.remove('six');
    a.list.lookAgain();
    expect([a.names(), a.disallowed]).toEqual([['jinja2'], ['six']]);
  });

  it('hold until the page goes where the browser keeps nothing', () => {
    const { list, names } = tab(new Map(), { isFull: true });
    list.add(['six']);
    list.lookAgain();
    expect(names()).toEqual(['six']);
  });

  it('are none where what is kept is damaged', () => {
    expect(tab(new Map([['allowed-packages', '{']])).names()).toEqual([]);
    expect(tab(new Map([['allowed-packages', '["six","*","a b",1]']])).names()).toEqual(['six']);
  });
});

import { describe, expect, it } from 'vitest';
import { createPageStorage, siteBasePath } from './page-storage';

function fakeStorage(content: Map<string, string>): Storage {
  return {
    get length() {
      return content.size;
    },
    clear: () => {
      content.clear();
    },
    getItem: (key) => content.get(key) ?? null,
    key: (index) => [...content.keys()][index] ?? null,
    removeItem: (key) => void content.delete(key),
    setItem: (key, value) => void content.set(key, value),
  };
}

describe('page storage', () => {
  it('keeps sites of one origin apart', () => {
    const storage = fakeStorage(new Map());
    const one = createPageStorage('/one/', () => storage);
    const two = createPageStorage('/two/', () => storage);
    expect(one.write('code', 'x')).toBe(true);
    expect(one.read('code')).toBe('x');
    expect(two.read('code')).toBeNull();
  });

  it('says that nothing is kept when the storage cannot be opened', () => {
    const blocked = createPageStorage('/', () => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(blocked.read('code')).toBeNull();
    expect(blocked.write('code', 'x')).toBe(false);
  });

  it('says so when the storage is full', () => {
    const full = fakeStorage(new Map());
    full.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    expect(createPageStorage('/', () => full).write('code', 'x')).toBe(false);
  });
});

describe('siteBasePath', () => {
  it.each([
    ['https://x.test/', '/'],
    ['https://x.test/index.html?a=1#b', '/'],
    ['https://x.test/some/folder/', '/some/folder/'],
    ['https://x.test/some/folder/index.html', '/some/folder/'],
  ])('of %s is %s', (uri, expected) => {
    expect(siteBasePath(uri)).toBe(expected);
  });
});

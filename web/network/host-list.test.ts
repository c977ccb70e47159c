import { describe, expect, it } from 'vitest';
import { createHostList } from './host-list';

/** The runtime's part of it: what is a host, and how it is written. */
function fakeSession() {
  const hosts = new Set<string>();
  return {
    get allowedHosts() {
      return [...hosts];
    },
    allowHost: (host: string) => {
      if (!/^[\w.*:-]+$/.test(host)) throw new Error(`not a host: "${host}"`);
      hosts.add(host.toLowerCase());
    },
    disallowHost: (host: string) => void hosts.delete(host),
  };
}

function fakeStorage(stored: string | null = null) {
  const content = new Map(stored === null ? [] : [['allowed-hosts', stored]]);
  return {
    content,
    read: (name: string) => content.get(name) ?? null,
    write: (name: string, text: string) => {
      content.set(name, text);
      return true;
    },
  };
}

describe('the host list', () => {
  it('keeps hosts as the runtime writes them, and grants them to the next session', () => {
    const storage = fakeStorage();
    const list = createHostList(storage);
    list.connect(fakeSession());
    list.add(' B.test:8000 ');
    list.add('a.test');
    expect(list.store.get().hosts).toEqual(['a.test', 'b.test:8000']);

    const session = fakeSession();
    createHostList(storage).connect(session);
    expect(session.allowedHosts).toEqual(['a.test', 'b.test:8000']);
  });

  it('tells in the words of the runtime what is no host, and keeps the list', () => {
    const list = createHostList(fakeStorage());
    list.connect(fakeSession());
    expect(() => {
      list.add('https://x');
    }).toThrow('not a host: "https://x"');
    expect(list.store.get().hosts).toEqual([]);
  });

  it('takes a grant back from the session too', () => {
    const session = fakeSession();
    const storage = fakeStorage('["a.test","b.test"]');
    const list = createHostList(storage);
    list.connect(session);
    list.remove('a.test');
    expect(session.allowedHosts).toEqual(['b.test']);
    expect(storage.content.get('allowed-hosts')).toBe('["b.test"]');
  });

  it.each(['{', '"a.test"', '[1, null]', '["no host at all"]'])(
    'grants nothing for what is stored as %s',
    (stored) => {
      const session = fakeSession();
      const list = createHostList(fakeStorage(stored));
      list.connect(session);
      expect(session.allowedHosts).toEqual([]);
      expect(list.store.get().hosts).toEqual([]);
    },
  );

  it('follows what another tab has taken off the list, and does not write it back', () => {
    const storage = fakeStorage();
    const session = fakeSession();
    const list = createHostList(storage);
    list.connect(session);
    list.add('evil.test');
    storage.write('allowed-hosts', '["good.test"]');
    list.lookAgain();
    expect(session.allowedHosts).toEqual(['good.test']);
    storage.write('allowed-hosts', '[]');
    list.add('b.test');
    expect(storage.content.get('allowed-hosts')).toBe('["b.test"]');
    expect(session.allowedHosts).toEqual(['b.test']);
  });

  it('goes on with its own list where nothing can be stored', () => {
    const session = fakeSession();
    const list = createHostList({ read: () => null, write: () => false });
    list.connect(session);
    list.add('a.test');
    list.add('b.test');
    expect(list.store.get().hosts).toEqual(['a.test', 'b.test']);
    expect(session.allowedHosts).toEqual(['a.test', 'b.test']);
  });
});

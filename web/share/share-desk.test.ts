import { describe, expect, it } from 'vitest';
import { createShareDesk } from './share-desk';
import type { SharedProgram } from './shared-program';

function memoryStorage() {
  const entries = new Map<string, string>();
  return {
    entries,
    read: (name: string) => entries.get(name) ?? null,
    write: (name: string, text: string) => {
      entries.set(name, text);
      return true;
    },
    remove: (name: string) => {
      entries.delete(name);
    },
  };
}

const program: SharedProgram = {
  files: [{ path: 'main.py', text: 'print(1)' }],
  hosts: ['api.example.com'],
  mounts: [{ path: '/work', mode: 'rwc' }],
};

describe('a program from a link', () => {
  it('waits for an answer, also after a reload, and no longer when it was confirmed', async () => {
    const storage = memoryStorage();
    createShareDesk(storage).arrive(program);
    const reloaded = createShareDesk(storage);
    expect(reloaded.store.get().unconfirmed).toEqual({
      ...program,
      files: [{ path: 'main.py', text: '' }],
    });
    const asked = reloaded.ask();
    expect(reloaded.store.get().isAsking).toBe(true);
    reloaded.answer({ hosts: ['api.example.com'], installs: false });
    expect(await asked).toEqual({ hosts: ['api.example.com'], installs: false });
    reloaded.forget();
    expect(createShareDesk(storage).store.get().unconfirmed).toBeNull();
  });

  it('does not run when another one comes while the question is on the screen', async () => {
    const desk = createShareDesk(memoryStorage());
    desk.arrive(program);
    const asked = desk.ask();
    desk.arrive({ files: [{ path: 'main.py', text: 'print(2)' }] });
    expect(await asked).toBeNull();
    expect(desk.store.get()).toMatchObject({ isAsking: false, unconfirmed: { files: [{}] } });
  });

  it('asks for nothing when what was kept is damaged', () => {
    const storage = memoryStorage();
    storage.write('link-unconfirmed', '{"files":[["../x.py",""]]}');
    expect(createShareDesk(storage).store.get().unconfirmed).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { addRecent, readRecent } from './recent-commands';
import { searchCommands } from './search-commands';
import type { Command } from './command';
import type { RecentStorage } from './recent-commands';

const TITLES = {
  run: 'Run the program',
  stop: 'Stop the program',
  new: 'New file…',
  format: 'Format the program',
  files: 'Show Files',
};

const commands = Object.entries(TITLES).map(([id, title]): Command => ({
  id,
  title,
  group: '',
  run: () => undefined,
}));

const ids = (search: string, recent: readonly string[] = []): string[] =>
  searchCommands(search, commands, recent).map(({ command }) => command.id);

function memoryStorage(): RecentStorage {
  const texts = new Map<string, string>();
  return {
    read: (name) => texts.get(name) ?? null,
    write: (name, text) => texts.set(name, text) === texts,
  };
}

describe('searchCommands', () => {
  it('shows all of them without a search, the recently used ones first', () => {
    expect(ids('')).toEqual(['run', 'stop', 'new', 'format', 'files']);
    expect(ids(' ', ['format', 'gone', 'new'])).toEqual(['format', 'new', 'run', 'stop', 'files']);
  });

  it('finds the beginnings of words, and letters in their order', () => {
    expect(ids('fmt')).toEqual(['format']);
    expect(ids('nf')[0]).toBe('new');
    expect(ids('program stop')).toContain('stop');
    expect(ids('zzz')).toEqual([]);
  });

  it('puts the recently used one of equal matches first', () => {
    expect(ids('the program')[0]).toBe('run');
    expect(ids('the program', ['format'])[0]).toBe('format');
  });

  it('says which part of the title it has matched', () => {
    expect(searchCommands('run', commands, [])[0]?.title).toEqual([
      { match: 'Run' },
      ' the program',
    ]);
  });
});

describe('the recently used commands', () => {
  it('are kept, each once and the newest first', () => {
    const storage = memoryStorage();
    for (const id of ['run', 'new', 'run', 'share']) addRecent(storage, id);
    expect(readRecent(storage)).toEqual(['share', 'run', 'new']);
  });

  it('are six at most', () => {
    const storage = memoryStorage();
    for (const id of 'abcdefgh') addRecent(storage, id);
    expect(readRecent(storage)).toEqual(['h', 'g', 'f', 'e', 'd', 'c']);
  });
});

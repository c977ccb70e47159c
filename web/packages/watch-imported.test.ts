import { describe, expect, it } from 'vitest';
import { createStore } from '../ui/store';
import { createNoticeBoard } from '../ui/notice-board';
import { watchImported } from './watch-imported';
import type { InstalledPackage, Session } from '../../src/index';

function setUp() {
  let listed: Pick<InstalledPackage, 'name' | 'version' | 'importedVersion'>[] = [];
  let listener = (): void => undefined;
  const packages = {
    list: () => listed,
    observe: (next: () => void) => {
      listener = next;
      return () => undefined;
    },
  };
  const python = createStore<{ session: Session | null }>({ session: null });
  const notices = createNoticeBoard();
  let resets = 0;
  watchImported({ python, notices, reset: () => (resets += 1) });
  python.update({ session: { packages } as unknown as Session });
  return {
    notice: () => notices.store.get().notice,
    notices,
    resets: () => resets,
    change: (importedVersion: string | null, version = '2.1') => {
      listed = [{ name: 'lib', version, importedVersion }];
      listener();
    },
  };
}

describe('the notice about what Python has imported', () => {
  it('appears when another version is installed, and offers the reset', () => {
    const { notice, resets, change } = setUp();
    change(null);
    expect(notice()).toBeNull();
    change('1.5');
    expect(notice()?.text).toBe('Python has imported lib 1.5 already. Reset session to use 2.1.');
    notice()?.action?.act();
    expect([notice(), resets()]).toEqual([null, 1]);
  });

  it('goes when it is no longer true, is not repeated, and takes no other notice away', () => {
    const { notice, notices, change } = setUp();
    change('1.5');
    change(null);
    expect(notice()).toBeNull();
    change('1.5');
    notices.dismiss();
    change('1.5');
    expect(notice()).toBeNull();
    change('1.5', '2.2');
    expect(notice()?.text).toContain('2.2');
    const other = { text: 'something else' };
    notices.show(other);
    change(null);
    expect(notice()).toBe(other);
  });
});

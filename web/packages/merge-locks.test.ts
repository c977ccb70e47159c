import { describe, expect, it } from 'vitest';
import { mergeChanges } from './merge-locks';
import { lockOf } from './testing/lock-of';

describe('merging the packages of two tabs', () => {
  const nothing = lockOf([]);

  it('keeps what each of them has installed', () => {
    const mergedLock = mergeChanges(lockOf(['yaml 6.0']), {
      before: nothing,
      after: lockOf(['app 1.0 lib', 'lib 2.0'], ['app']),
    });
    expect(mergedLock).toEqual(lockOf(['yaml 6.0', 'app 1.0 lib', 'lib 2.0'], ['yaml', 'app']));
  });

  it('takes the version of whoever changed it last, and leaves what only another one changed', () => {
    const before = lockOf(['six 1.15', 'yaml 6.0']);
    const after = lockOf(['six 1.16', 'yaml 6.0']);
    expect(mergeChanges(lockOf(['six 1.17', 'yaml 6.1']), { before, after })).toEqual(
      lockOf(['six 1.16', 'yaml 6.1']),
    );
  });

  it('removes what was removed, with what nothing needs any more', () => {
    const stored = lockOf(['app 1.0 lib', 'lib 2.0', 'low 1.0', 'other 1.0 low'], ['app', 'other']);
    expect(
      mergeChanges(stored, { before: lockOf(['app 1.0 lib', 'lib 2.0'], ['app']), after: nothing }),
    ).toEqual(lockOf(['low 1.0', 'other 1.0 low'], ['other']));
    const shared = lockOf(['app 1.0 lib', 'lib 2.0', 'other 1.0 lib'], ['app', 'other']);
    expect(
      mergeChanges(shared, { before: lockOf(['app 1.0 lib', 'lib 2.0'], ['app']), after: nothing }),
    ).toEqual(lockOf(['lib 2.0', 'other 1.0 lib'], ['other']));
  });

  it('follows a wish that was changed', () => {
    const before = { ...lockOf(['six 1.16']), requirements: ['six>=1'] };
    const after = { ...lockOf(['six 1.16']), requirements: ['six==1.16'] };
    expect(mergeChanges(before, { before, after }).requirements).toEqual(['six==1.16']);
  });

  it('tells the latest reason for what has not changed', () => {
    const before = lockOf(['lib 1.0']);
    const [lib] = before.packages;
    if (lib === undefined) throw new Error('the lock has a package');
    const after = { ...before, packages: [{ ...lib, why: ['app 2.0 requires lib'] }] };
    expect(mergeChanges(before, { before, after }).packages[0]?.why).toEqual([
      'app 2.0 requires lib',
    ]);
  });
});

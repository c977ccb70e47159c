import { describe, expect, it } from 'vitest';
import { refuseClashes } from './file-clashes';
import type { InstalledWheel } from './install-wheel';

describe('refuseClashes', () => {
  it('lets wheels have the same file', () => {
    refuseClashes([
      wheel('a 1', 'site-packages/ns/__init__.py', 'site-packages/ns-x'),
      wheel('b 2', 'site-packages/ns/__init__.py', 'site-packages/ns/x'),
    ]);
  });

  it('refuses a file of one wheel that is a directory of another, and names both', () => {
    const wheels = [wheel('a 1', 'site-packages/x'), wheel('b 2', 'site-packages/x/y.py')];
    for (const inAnyOrder of [wheels, wheels.toReversed()]) {
      expect(() => {
        refuseClashes(inAnyOrder);
      }).toThrow(
        'packages cannot be installed together: "site-packages/x" is a file of a 1 and a directory of b 2',
      );
    }
  });
});

function wheel(title: string, ...paths: string[]): InstalledWheel {
  return { title, files: new Map(paths.map((path) => [path, new Uint8Array()])) };
}

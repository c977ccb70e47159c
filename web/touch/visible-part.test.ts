import { expect, it } from 'vitest';
import { followVisiblePart } from './visible-part';

class Viewport extends EventTarget {
  height = 800;
  offsetTop = 0;
  scale = 1;

  change(next: Partial<Pick<Viewport, 'height' | 'offsetTop' | 'scale'>>): void {
    Object.assign(this, next);
    this.dispatchEvent(new Event('resize'));
  }
}

it('tells the page what a keyboard leaves of it, and nothing when it is gone', () => {
  const viewport = new Viewport();
  const properties = new Map<string, string>();
  const end = followVisiblePart({
    viewport,
    windowHeight: () => 800,
    style: {
      setProperty: (name, value) => void properties.set(name, value ?? ''),
      removeProperty: (name) => {
        properties.delete(name);
        return '';
      },
    },
  });
  expect([...properties]).toEqual([]);

  viewport.change({ height: 460.4, offsetTop: 20 });
  expect([...properties]).toEqual([
    ['--visible-height', '460px'],
    ['--visible-top', '20px'],
  ]);

  viewport.change({ scale: 2 });
  expect([...properties]).toEqual([]);

  viewport.change({ scale: 1, height: 770 });
  expect([...properties]).toEqual([]);

  viewport.change({ height: 460 });
  end();
  expect([...properties]).toEqual([]);
  viewport.change({ height: 400 });
  expect([...properties]).toEqual([]);
});

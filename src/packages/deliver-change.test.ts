import { describe, expect, it } from 'vitest';
import { unpackBundle } from '../contract/file-bundle';
import { ChangeDelivery, type ChangePiece } from './deliver-change';

const MB = 1024 * 1024;

describe('ChangeDelivery', () => {
  it('sends in small pieces what is large, and lets others have their turn meanwhile', async () => {
    const { pieces, delivery } = receiver();
    let others = 0;
    const timer = setInterval(() => (others += 1), 0);
    await delivery.deliver({ removed: ['old.py'], files: files(120, MB / 2) });
    clearInterval(timer);
    expect(pieces.length).toBe(60);
    expect(Math.max(...pieces.map(({ content }) => content?.length ?? 0))).toBeLessThan(1.1 * MB);
    expect(pieces.map(({ isLast }) => isLast)).toEqual([
      ...Array.from({ length: 59 }, () => false),
      true,
    ]);
    expect(pieces.flatMap(({ removed }) => removed)).toEqual(['old.py']);
    expect(pathsOf(pieces)).toEqual([...files(120, 1).keys()]);
    expect(others).toBeGreaterThan(0);
  });

  it('sends what goes where nothing comes, and a file that is larger than a piece', async () => {
    const { pieces, delivery } = receiver();
    await delivery.deliver({ removed: ['old.py'], files: new Map() });
    expect(pieces).toEqual([{ removed: ['old.py'], isLast: true }]);
    pieces.length = 0;
    await delivery.deliver({ removed: [], files: files(2, 3 * MB) });
    expect(pieces.map(({ isLast }) => isLast)).toEqual([false, true]);
  });

  it('finishes one change before the next', async () => {
    const { pieces, delivery } = receiver();
    const changes = [files(5, MB), files(3, MB)].map((some) =>
      delivery.deliver({ removed: [], files: some }),
    );
    await Promise.all(changes);
    expect(pieces.flatMap(({ isLast }, at) => (isLast ? [at] : []))).toEqual([4, 7]);
  });

  it('sends nothing more to an interpreter that is gone, and keeps nobody waiting', async () => {
    const pieces: ChangePiece[] = [];
    const delivery = new ChangeDelivery((piece) => {
      pieces.push(piece);
      delivery.stop();
    });
    await delivery.deliver({ removed: [], files: files(5, MB) });
    await delivery.deliver({ removed: ['x'], files: new Map() });
    expect(pieces.length).toBe(1);
  });
});

function receiver() {
  const pieces: ChangePiece[] = [];
  const delivery = new ChangeDelivery((piece) => {
    pieces.push(piece);
  });
  return { pieces, delivery };
}

function files(count: number, bytes: number): Map<string, Uint8Array> {
  const names = Array.from({ length: count }, (_, i) => `f${String(i).padStart(3, '0')}`);
  return new Map(names.map((name) => [name, new Uint8Array(bytes)]));
}

function pathsOf(pieces: readonly ChangePiece[]): string[] {
  return pieces.flatMap(({ content }) => [...unpackBundle(content ?? new Uint8Array()).keys()]);
}

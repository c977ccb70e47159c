import { afterEach, describe, expect, it, vi } from 'vitest';
import { takeEarlyWorker } from './early-worker';

const URL = 'https://x.test/python.wasm';

function start({ moduleUrl = URL, hasFailed = false } = {}) {
  const terminate = vi.fn();
  const worker = { terminate } as unknown as Worker;
  globalThis.goruEarlyWorker = { moduleUrl, worker, hasFailed };
  return { worker, terminate };
}

describe('a worker that the page started early', () => {
  afterEach(() => {
    globalThis.goruEarlyWorker = undefined;
  });

  it('is taken once', () => {
    const { worker, terminate } = start();
    expect(takeEarlyWorker(URL)).toBe(worker);
    expect(takeEarlyWorker(URL)).toBeUndefined();
    expect(terminate).not.toHaveBeenCalled();
  });

  it('is ended when it loads another interpreter, or has failed', () => {
    const other = start({ moduleUrl: 'https://x.test/other.wasm' });
    expect(takeEarlyWorker(URL)).toBeUndefined();
    expect(other.terminate).toHaveBeenCalledOnce();
    const failed = start({ hasFailed: true });
    expect(takeEarlyWorker(URL)).toBeUndefined();
    expect(failed.terminate).toHaveBeenCalledOnce();
  });

  it('is none when nobody started one', () => {
    expect(takeEarlyWorker(URL)).toBeUndefined();
  });
});

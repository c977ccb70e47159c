/** What must not grow without bound, however long somebody goes on. */
import assert from 'node:assert/strict';
import type { World } from './world';

export interface Growth {
  /** JavaScript's heap of the page in front, after it was tidied up. */
  heapMb: number;
  nodes: number;
  listeners: number;
  workers: number;
  /** All that the origin keeps. */
  storedMb: number;
}

/** Several times what is seen in an hour of chaos: growth without bound gets there soon. */
const LIMITS: Growth = { heapMb: 300, nodes: 60_000, listeners: 6_000, workers: 12, storedMb: 400 };

export async function measure({ tab, context }: World): Promise<Growth> {
  const cdp = await context.newCDPSession(tab.page);
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  await cdp.detach();
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
  const usage = await tab.page.evaluate(async () => (await navigator.storage.estimate()).usage);
  const growth: Growth = {
    heapMb: Math.round(metric('JSHeapUsedSize') / 1e6),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    workers: tab.page.workers().length,
    storedMb: Math.round((usage ?? 0) / 1e6),
  };
  for (const name of Object.keys(LIMITS) as (keyof Growth)[]) {
    const limit = LIMITS[name];
    assert(growth[name] <= limit, `${name} is ${String(growth[name])}, more than ${String(limit)}`);
  }
  return growth;
}

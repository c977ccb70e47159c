import { expect, it } from 'vitest';
import { DEFAULT_LIMITS } from './limits';

it('the limits of a session that names none are the promised ones', () => {
  expect(DEFAULT_LIMITS).toEqual({
    runTimeoutMs: 30_000,
    memoryBytes: 268_435_456,
    outputBytes: 10_485_760,
    frameBytes: 67_108_864,
    pendingCalls: 10_000,
    kv: { keyBytes: 256, valueBytes: 65_536, entries: 1_000, totalBytes: 10_485_760 },
    http: { requestBytes: 1_048_576, responseBytes: 1_048_576, timeoutMs: 30_000 },
    fs: {
      readBytes: 10_485_760,
      writeBytes: 10_485_760,
      tmpBytes: 67_108_864,
      mountBytes: 67_108_864,
      storedBytes: 1_073_741_824,
    },
    packages: { count: 100, unpackedBytes: 209_715_200 },
  });
});

import type { BehaviourGroup } from './behaviour';

export const asyncio: BehaviourGroup = {
  title: 'asyncio',
  tab: 'shared',
  behaviours: [
    {
      name: 'awaits at the top level of the program',
      run: async (playground) => {
        await playground.open({
          code: `import asyncio\nawait asyncio.sleep(0.05)\nprint('awaited')`,
        });
        await playground.run();
        await playground.waitForOutputLine('awaited');
      },
    },
    {
      name: 'sleeps at the same time under gather',
      run: async (playground) => {
        await playground.open({
          code: `import asyncio, time

async def main():
    start = time.monotonic()
    await asyncio.gather(*(asyncio.sleep(1) for _ in range(5)))
    return time.monotonic() - start

seconds = asyncio.run(main())
print('slept enough:', seconds >= 0.95)
print('overlapped:', seconds < 2.5)`,
        });
        await playground.run();
        await playground.waitForOutputLine('slept enough: True');
        await playground.waitForOutputLine('overlapped: True');
      },
    },
  ],
};

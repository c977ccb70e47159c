import type { Behaviour, BehaviourGroup } from './behaviour';

interface Excess {
  readonly name: string;
  readonly code: string;
  readonly error: string;
}

const EXCESSES: readonly Excess[] = [
  {
    name: 'infinite recursion',
    code: `def again(): return again()\nagain()`,
    error: 'RecursionError',
  },
  {
    name: 'the repr of a list nested a hundred thousand deep',
    code: `nested = []\nfor _ in range(100_000): nested = [nested]\nrepr(nested)`,
    error: 'RecursionError',
  },
  {
    name: 'a list which takes all memory',
    code: `hog = []\nwhile True: hog.append(bytearray(10_000_000))`,
    error: 'MemoryError',
  },
];

const survivesExcess: Behaviour[] = EXCESSES.map(({ name, code, error }) => ({
  name: `ends ${name} with ${error}, and the session lives`,
  run: async (playground) => {
    await playground.open({ code });
    await playground.run();
    await playground.waitForOutput(error, 60_000);
    await playground.assertNextRunWorks();
  },
}));

export const limits: BehaviourGroup = {
  title: 'limits',
  tab: 'shared',
  behaviours: survivesExcess,
};

/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 to 1, without 1. */
  share: () => number;
  /** A whole number from `from` to `to`, both included. */
  int: (from: number, to: number) => number;
  chance: (share: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
  weighted: <T extends { weight: number }>(list: readonly T[]) => T;
}

/**
 * Each step has a stream of its own: how many numbers one step takes, which may depend on how fast the machine is, has
 * no influence on the next.
 */
export function randomOf(seed: number, step: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(step + 1, 0x85ebca6b)) >>> 0;

  // mulberry32, which is short and good enough for choosing.
  function share(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  function pick<T>(list: readonly T[]): T {
    const index = Math.floor(share() * list.length);
    if (index >= list.length) throw new Error('there is nothing to pick from');
    return list[index] as T;
  }

  return {
    share,
    int: (from, to) => from + Math.floor(share() * (to - from + 1)),
    chance: (limit) => share() < limit,
    pick,
    weighted: (list) => {
      let left = share() * list.reduce((sum, { weight }) => sum + weight, 0);
      return list.find(({ weight }) => (left -= weight) < 0) ?? pick(list);
    },
  };
}

import { expect, it } from 'vitest';
import { describeHosts } from './GrantSummary';

it.each([
  [[], 'none'],
  [['a.test'], '1 host'],
  [['a.test', 'b.test'], '2 hosts'],
  [['a.test', '*'], 'all hosts!'],
])('%j is "%s"', (hosts, words) => {
  expect(describeHosts(hosts)).toBe(words);
});

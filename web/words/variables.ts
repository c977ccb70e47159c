import { formatNumber, inLanguage } from './in-language';

export const english = {
  label: 'Variables of the session',
  none: 'No variables yet. Run a program, or type one into the console.',
  andMore: (count: number) => `and ${formatNumber(count)} more`,
  characters: (count: number) =>
    `${formatNumber(count)} ${count === 1 ? 'character' : 'characters'}`,
  bytes: (count: number) => `${formatNumber(count)} ${count === 1 ? 'byte' : 'bytes'}`,
  items: (count: number) => `${formatNumber(count)} ${count === 1 ? 'item' : 'items'}`,
};

export const words = inLanguage('variables', english);

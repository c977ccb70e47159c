import { formatNumber } from '../in-language';
import type { Words } from '../shape';

export const variables: Words['variables'] = {
  label: 'Variablen der Sitzung',
  none: 'Noch keine Variablen. Starte ein Programm, oder tippe eines in die Konsole.',
  andMore: (count) => `und ${formatNumber(count)} weitere`,
  characters: (count) => `${formatNumber(count)} Zeichen`,
  bytes: (count) => `${formatNumber(count)} ${count === 1 ? 'Byte' : 'Bytes'}`,
  items: (count) => `${formatNumber(count)} ${count === 1 ? 'Element' : 'Elemente'}`,
};

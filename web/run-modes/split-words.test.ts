import { describe, expect, it } from 'vitest';
import { splitWords } from './split-words';

describe('splitting a line into arguments', () => {
  it.each([
    ['', []],
    ['  a   b ', ['a', 'b']],
    ['--name "Ada Lovelace" x', ['--name', 'Ada Lovelace', 'x']],
    [`--name='it is' "say \\"hi\\""`, ['--name=it is', 'say "hi"']],
    [`'' ""`, ['', '']],
    ['a\\ b c\\"d', ['a b', 'c"d']],
    [`'C:\\dir' "C:\\dir"`, ['C:\\dir', 'C:\\dir']],
    ['ä\t€', ['ä', '€']],
  ])('takes %j apart as a shell would', (line, words) => {
    expect(splitWords(line)).toEqual({ words });
  });

  it.each(['a "b', "it's", 'end\\'])('says that %j is not finished', (line) => {
    expect(splitWords(line)).toEqual({ problem: 'open-quote' });
  });
});

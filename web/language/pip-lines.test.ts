import { describe, expect, it } from 'vitest';
import { hidePipLines, markPipLines, showPipLines } from './pip-lines';

const PROGRAM =
  'x = 5 %pip\n%pip install requests\nif x:\n\t!pip install a b\n# %pip install\n%pipes';

describe('lines that call pip', () => {
  it('are comments for tools, and nothing moves', () => {
    const hidden = hidePipLines(PROGRAM);
    expect(hidden).toBe(
      'x = 5 %pip\n#pip install requests\nif x:\n\t#pip install a b\n# %pip install\n%pipes',
    );
    expect(hidden).toHaveLength(PROGRAM.length);
  });

  it('come back after a formatter', () => {
    expect(markPipLines(PROGRAM)).toContain('# goru:%pip install requests');
    expect(showPipLines(markPipLines(PROGRAM))).toBe(PROGRAM);
  });
});

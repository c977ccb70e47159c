import { describe, expect, it } from 'vitest';
import { importItems } from './import-items';
import type { ImportPlace } from './import-place';

const MODULES = {
  installed: () => Promise.resolve(['_speedups', 'requests', 'six']),
  library: new Set(['math', 'os']),
};

async function labels(offered: string[], place: ImportPlace): Promise<string[]> {
  const found = offered.map((label) => ({ label, sortText: `02.9999.${label}` }));
  const items = await importItems(found, place, MODULES);
  return [...items]
    .sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
    .map(({ label }) => label);
}

describe('what an import statement is offered', () => {
  it('has what is installed before the library, and each once', async () => {
    const place = { asksFor: 'module', typed: '' } as const;
    await expect(labels(['goru', 'six'], place)).resolves.toEqual([
      'requests',
      'goru',
      'six',
      'math',
      'os',
    ]);
  });

  it('has private names for who asks for them', async () => {
    const place = { asksFor: 'module', typed: '_' } as const;
    await expect(labels(['_thread'], place)).resolves.toContain('_speedups');
    await expect(labels(['_thread'], place)).resolves.toContain('_thread');
  });

  it('has only the names of a module, without those of its stubs', async () => {
    const place = { asksFor: 'name', typed: 's' } as const;
    await expect(labels(['_SupportsIndex', 'sin'], place)).resolves.toEqual(['sin']);
  });
});

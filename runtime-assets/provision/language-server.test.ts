import { describe, expect, it } from 'vitest';
import { readLanguageServer, readOnDemand, splitTypeshed, takeFiles } from './language-server';

describe('the language server without its stubs', () => {
  it('leaves the rest of the script as it was', () => {
    const source = `(()=>{var m={1(e){e.exports=2},9(e){e.exports={"/typeshed/LICENSE":'it\\'s "free"}',"/typeshed/stdlib/a.pyi":"x: int\\r\\n","/typeshed/stubs/b/b.pyi":\`y\`}},3(e){}}})();\n//# sourceMappingURL=pyright.worker.js.map`;
    expect(splitTypeshed(source)).toEqual({
      script: '(()=>{var m={1(e){e.exports=2},9(e){e.exports={}},3(e){}}})();\n',
      typeshed: { '/typeshed/LICENSE': `it's "free"}`, '/typeshed/stdlib/a.pyi': 'x: int\n' },
    });
  });

  it('says so when the package is built differently', () => {
    expect(() => splitTypeshed('(()=>{})()')).toThrow(/browser-basedpyright: its script has no/);
  });

  it('does not read the whole library for a completion', () => {
    const call = 'this.program.loadStdlibModules(this.fileUri);';
    expect(readOnDemand(`a;${call}b`)).toBe('a;b');
    expect(() => readOnDemand('a;b')).toThrow(/expected one .*loadStdlibModules.*, found 0/);
  });

  it('takes files with their text', () => {
    expect(() => takeFiles('this.realFs.apply({[n]:""})')).toThrow(/expected one .*, found 0/);
  });

  it('is what the installed package has', async () => {
    const { script, typeshed, licences } = await readLanguageServer();
    expect(script).toContain('browser/boot');
    expect(script.length).toBeLessThan(5_000_000);
    expect(typeshed['/typeshed/stdlib/builtins.pyi']).toContain(
      'Return the number of items in a container.',
    );
    expect(typeshed['/typeshed/LICENSE']).toContain('Apache License');
    expect(Object.keys(typeshed).length).toBeGreaterThan(600);
    expect(Object.keys(typeshed).filter((path) => path.includes('/tkinter/'))).toEqual([]);
    expect(licences).toMatch(/MIT License/);
  });
});

import { describe, expect, it } from 'vitest';
import { isSameProject, isSameVersion, parseWheelFileName } from './wheel-file-name';

describe('parseWheelFileName', () => {
  it('takes the name apart', () => {
    expect(parseWheelFileName('typing_extensions-4.12.2-py3-none-any.whl')).toEqual({
      name: 'typing_extensions',
      version: '4.12.2',
      buildTag: null,
      pythonTag: 'py3',
      abiTag: 'none',
      platformTag: 'any',
    });
    const name = 'a-1.0-2local-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl';
    expect(parseWheelFileName(name)).toMatchObject({
      buildTag: '2local',
      platformTag: 'manylinux_2_17_x86_64.manylinux2014_x86_64',
    });
  });

  it.each([
    'demo-1.0.tar.gz',
    'demo-1.0-py3-none-any.zip',
    'demo-py3-none-any.whl',
    'demo-one-py3-none-any.whl',
    'demo-1.0-build-py3-none-any.whl',
    'demo-1.0-1-2-py3-none-any.whl',
    '-1.0-py3-none-any.whl',
    '../demo-1.0-py3-none-any.whl',
    'demo-1.0-py3-none-any/x.whl',
  ])('refuses %s', (name) => {
    expect(() => parseWheelFileName(name)).toThrow('its name is not of the form');
  });
});

describe('names and versions', () => {
  it('compares them as projects do', () => {
    expect(isSameProject('Foo_Bar', 'foo-.bar')).toBe(true);
    expect(isSameProject('foobar', 'foo-bar')).toBe(false);
    expect(isSameVersion('1.0', '1')).toBe(true);
    expect(isSameVersion('1.0a1', '1.0.alpha-1')).toBe(true);
    expect(isSameVersion('1.0_local.2', '1.0+local.2')).toBe(true);
    expect(isSameVersion('1.0', '1.0.post1')).toBe(false);
    expect(isSameVersion('x', 'x')).toBe(false);
  });
});

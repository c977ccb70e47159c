import { describe, expect, it } from 'vitest';
import { isGoruError } from '../contract/goru-error';
import { parseCoreMetadata } from './core-metadata';

const REQUIRED = 'Metadata-Version: 2.4\nName: Demo.Project\nVersion: 1.0.post1\n';

describe('parseCoreMetadata', () => {
  it('reads what a resolver asks for', () => {
    const metadata = parseCoreMetadata(
      `${REQUIRED}Summary: A demo
Requires-Python: >=3.9, <4
Provides-Extra: socks
Provides-Extra: use-chardet
Requires-Dist: idna<4,>=2.5
Requires-Dist: PySocks!=1.5.7; extra == "socks"
License-Expression: MIT OR Apache-2.0
Classifier: Programming Language :: Python :: 3

Requires-Dist: not-a-header
`,
    );
    expect(metadata).toEqual({
      metadataVersion: '2.4',
      name: 'Demo.Project',
      version: '1.0.post1',
      summary: 'A demo',
      requiresPython: '>=3.9, <4',
      providesExtra: ['socks', 'use-chardet'],
      requiresDist: ['idna<4,>=2.5', 'PySocks!=1.5.7; extra == "socks"'],
      license: 'MIT OR Apache-2.0',
      classifiers: ['Programming Language :: Python :: 3'],
    });
  });

  it('gives nothing where nothing is said', () => {
    expect(parseCoreMetadata(REQUIRED)).toMatchObject({
      summary: null,
      requiresPython: null,
      providesExtra: [],
      requiresDist: [],
      license: null,
    });
  });

  it('does not care about case, white space, kinds of line ends, or a byte order mark', () => {
    const text =
      '\uFEFFmetadata-version:2.1\r\nNAME :  demo \r\nversion:\t1.0\r\nrequires-dist:a\r\n\r\n';
    expect(parseCoreMetadata(text)).toMatchObject({
      name: 'demo',
      version: '1.0',
      requiresDist: ['a'],
    });
  });

  it('joins values that were folded', () => {
    const text = `${REQUIRED}Requires-Dist: idna\n  (>=2.5,\n\t<4)\nSummary: one\n`;
    expect(parseCoreMetadata(text).requiresDist).toEqual(['idna (>=2.5, <4)']);
    expect(parseCoreMetadata(text).summary).toBe('one');
  });

  it('does not take a continued description for fields', () => {
    const text = `${REQUIRED}Description: text\n        Requires-Dist: evil\n       |Requires-Dist: evil\n`;
    expect(parseCoreMetadata(text).requiresDist).toEqual([]);
  });

  it.each([
    ['License: BSD-3-Clause\n', 'BSD-3-Clause'],
    ['License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License\n', 'MIT License'],
    [
      'Classifier: License :: OSI Approved :: MIT License\nClassifier: License :: OSI Approved :: BSD License\n',
      'MIT License, BSD License',
    ],
    [
      'License: The MIT License\n        Copyright me\nClassifier: License :: OSI Approved :: MIT License\n',
      'MIT License',
    ],
    ['License: The MIT License\n       |\n       |Copyright me\n', 'The MIT License'],
    ['License: UNKNOWN\nClassifier: License :: OSI Approved\n', null],
    ['License-Expression: MIT\nLicense: something else\n', 'MIT'],
  ])('takes from %j the licence %j', (lines, license) => {
    expect(parseCoreMetadata(REQUIRED + lines).license).toBe(license);
  });

  it.each([
    ['', 'Metadata-Version is missing'],
    ['<!doctype html>\n<title>Not found</title>', 'Metadata-Version is missing'],
    ['Metadata-Version: 2.1\nVersion: 1\n', 'Name is missing'],
    ['Metadata-Version: 2.1\nName: demo\nVersion:\n', 'Version is missing'],
    ['Metadata-Version: two\nName: demo\nVersion: 1\n', 'Metadata-Version is no version: "two"'],
    ['Metadata-Version: 2.1\nName: ../x\nVersion: 1\n', 'Name is no valid project name: "../x"'],
    ['Metadata-Version: 2.1\nName: a\nName: b\nVersion: 1\n', 'Name is given 2 times'],
    [`${REQUIRED}Version: 2.0\n`, 'Version is given 2 times'],
    [`${REQUIRED}Requires-Python: >3\nRequires-Python: >2\n`, 'Requires-Python is given 2 times'],
  ])('refuses %j', (text, why) => {
    expect(() => parseCoreMetadata(text)).toThrow(`invalid package metadata: ${why}`);
  });

  it('refuses a format of the future, and reads a newer minor version of this one', () => {
    const future = REQUIRED.replace('2.4', '3.0');
    let error: unknown;
    try {
      parseCoreMetadata(future);
    } catch (caught) {
      error = caught;
    }
    expect(isGoruError(error) && error.code).toBe('unsupported');
    expect(parseCoreMetadata(REQUIRED.replace('2.4', '2.9')).metadataVersion).toBe('2.9');
  });

  it('reads a line of spaces without looking at each again and again', () => {
    const spaces = ' '.repeat(100_000);
    const startMs = performance.now();
    const { requiresDist } = parseCoreMetadata(
      `${REQUIRED}Requires-Dist: a${spaces}>1\n  \n\t,<2\n`,
    );
    expect(requiresDist).toEqual([`a${spaces}>1 ,<2`]);
    // It took ten seconds and more.
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });
});

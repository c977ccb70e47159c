import { expect, it } from 'vitest';
import { markdownToHtml } from './markdown-html';

it('makes HTML of Markdown', () => {
  expect(markdownToHtml('**bold**')).toBe('<p><strong>bold</strong></p>\n');
});

it.each([
  ['a table whose rows grow', `${'a|'.repeat(500)}\n${'-|'.repeat(500)}\n${'b\n'.repeat(500)}`],
  ['quotes in quotes', '>'.repeat(100_000)],
])('makes nothing of %s', (_, text) => {
  expect(markdownToHtml(text)).toBeNull();
});

import { describe, expect, it } from 'vitest';
import { toFrame, toHtmlPage, toMarkdown } from './export-texts';
import { describeLength } from './link-length';

const link = 'https://goru.example/play/#g1=abc';
const frameLink = 'https://goru.example/play/embed.html?theme=dark&x=1#g1=abc';

describe('a program for other places', () => {
  it('is a fenced block and a link in Markdown, whatever the program holds', () => {
    expect(toMarkdown({ code: 'print(1)', link })).toBe(
      `\`\`\`python\nprint(1)\n\`\`\`\n\n[Run it in Goru Playground](${link})\n`,
    );
    const docstring = '"""\n```py\nx\n```\n````\n"""\n';
    expect(toMarkdown({ code: docstring, link })).toBe(
      `\`\`\`\`\`python\n${docstring}\`\`\`\`\`\n\n[Run it in Goru Playground](${link})\n`,
    );
  });

  it('cannot break out of the HTML that it is put into', () => {
    const title = '"><script>alert(1)</script>';
    const code = '</code></pre><script>alert(2)</script> & "x"';
    const page = toHtmlPage({ title, code, link, frameLink });
    expect(page).not.toMatch(/<script/);
    expect(page).toContain('&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;alert(2)');
    expect(toFrame({ frameLink, title })).not.toContain('<script');
    expect(toFrame({ frameLink, title })).toContain(
      'src="https://goru.example/play/embed.html?theme=dark&amp;x=1#g1=abc"',
    );
  });
});

describe('the length of a link', () => {
  it.each([
    [1_234, /^1,234 characters\.$/, false],
    [2_000, /^2,000 characters\.$/, false],
    [2_001, /Discord/, true],
    [8_001, /8,000/, true],
    [32_001, /32,767/, true],
  ])('%d says what it breaks', (length, words, isWarning) => {
    expect(describeLength(length).text).toMatch(words);
    expect(describeLength(length).isWarning).toBe(isWarning);
  });
});

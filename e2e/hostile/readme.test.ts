import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { expect, it } from 'vitest';
import { ESCAPES } from './escape';
import { EXFILTRATION } from './exfiltration';
import { FORGERIES } from './forgery';
import { ATTEMPTS, FIREFOX_ATTEMPTS, WEBKIT_ATTEMPTS } from './page-attempts';
import { SPOOFS } from './spoofs';
import { STARVATION } from './starvation';
import type { HostileProgram } from './hostile-program';

const README = fileURLToPath(new URL('README.md', import.meta.url));

const GROUPS: readonly (readonly [title: string, programs: readonly HostileProgram[]])[] = [
  ['Out of the sandbox', ESCAPES],
  ['As somebody else', FORGERIES],
  ['Everything there is', STARVATION],
  ['To another host', EXFILTRATION],
];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '\\<')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function render(): string {
  const count = GROUPS.reduce((sum, [, programs]) => sum + programs.length, 0);
  return [
    '# Hostile programs',
    `${String(count)} programs, ${String(SPOOFS.length)} kinds of output and ${String(Object.keys(ATTEMPTS).length)} attempts by a script in the page, each with what held it. \`hostile.spec.ts\` runs them in the built app, and \`e2e/webkit/hostile.test.ts\` in WebKitGTK; after each, the session runs the next program, and a server that nobody has granted has heard nothing. This file is written from the tables beside it (\`npx vitest run e2e/hostile -u\`).`,
    ...GROUPS.flatMap(([title, programs]) => [
      `## ${title}`,
      table(
        ['a program that …', 'is held by'],
        programs.map(({ tries, heldBy }) => [tries, heldBy]),
      ),
    ]),
    '## Looking like the page',
    'Text is shown as text and stays in the output; nothing of it is loaded, no dialog opens, the title stays.',
    ...SPOOFS.map(({ tries }) => `- ${tries}`),
    '## From a script in the page',
    'When one has got in somehow: the directive, or the error, that its attempt ends in.',
    table(
      ['attempt', 'ends in'],
      Object.entries(ATTEMPTS).map(([name, end]) => [name, `\`${end}\``]),
    ),
    'Elsewhere some of them end otherwise. An object that is made is an element for which nothing is loaded; where something is refused at once, it is the same directive that throws.',
    table(
      ['attempt', 'in Firefox', 'in WebKitGTK'],
      Object.entries(ATTEMPTS).flatMap(([name, end]) => {
        const ends = [FIREFOX_ATTEMPTS, WEBKIT_ATTEMPTS].map(
          (all) => all[name as keyof typeof all],
        );
        return ends.every((other) => other === end) ? [] : [[name, ...ends]];
      }),
    ),
  ].join('\n\n');
}

it('the README tells what the tables say', async () => {
  const config = await prettier.resolveConfig(README);
  await expect(
    await prettier.format(render(), { ...config, filepath: README }),
  ).toMatchFileSnapshot(README);
});

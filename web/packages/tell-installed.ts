import { spokenLanguage } from '../words/in-language';
import { words } from '../words/packages';
import type { SessionPackages } from '../../src/index';

const titlesOf = (packages: SessionPackages): string[] =>
  packages.list().map(({ name, version }) => `${name} ${version}`);

/** What an installation came to: in the runtime's English words, else by what is there now and was not. */
export async function tellInstalled(
  packages: SessionPackages,
  install: () => Promise<string>,
): Promise<string> {
  const before = new Set(titlesOf(packages));
  const text = await install();
  if (spokenLanguage() === 'en') return text;
  const added = titlesOf(packages).filter((title) => !before.has(title));
  return added.length === 0 ? words().alreadyInstalled : words().installed(added.sort().join(', '));
}

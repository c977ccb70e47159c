import { words } from '../../words/workspaces';
import { ArchiveProblem } from './archive-entries';
import { ARCHIVE_LIMITS, isPackageLock } from './archive-format';
import { asRecord, isJson } from './json-values';

/**
 * Where a workspace's packages would be fetched from. A lock is read by the library when it is used; here it is only
 * said where that would lead. Read as the library reads it, or an address could be written so that only one of the two
 * takes it for one.
 */
export function packageHostsOf(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const [name, text] of texts) {
    if (!isPackageLock(name) || !isJson(text)) continue;
    const { packages, requirements } = asRecord(JSON.parse(text));
    const addresses = [
      ...listOf(packages).map((locked) => asRecord(locked)['url']),
      // `name @ https://host/file.whl`
      ...listOf(requirements).map((one) => (typeof one === 'string' ? afterAt(one) : null)),
    ];
    for (const address of addresses) {
      const url = typeof address === 'string' ? URL.parse(address) : null;
      if (url === null || !/^https?:$/.test(url.protocol)) continue;
      if (url.host.length > ARCHIVE_LIMITS.hostLength) throw new ArchiveProblem(words().tooMuch);
      hosts.add(url.host);
    }
  }
  return hosts;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function afterAt(requirement: string): string {
  return requirement.slice(requirement.indexOf('@') + 1);
}

import type { IndexSource } from './collect-wheels';
import { type Entries, type Entry, isFromUrl } from './environment';
import { parseNeeds } from './wheel-needs';

/**
 * An index that is not asked about what the installed wheels say themselves: their metadata, and
 * files that were named by their address, whose host may not be there or not be allowed any more.
 */
export function knownSource(index: IndexSource, entries: Entries): IndexSource {
  const known = [...entries.values()];
  return {
    files: (name) => index.files(name),
    metadata: (file) => {
      const entry = known.find(({ locked }) => locked.sha256 === file.sha256);
      const text = entry === undefined ? undefined : metadataOf(entry);
      return text === undefined ? index.metadata(file) : Promise.resolve(parseNeeds(text));
    },
    directFile: (url) => {
      const entry = known.find(({ locked }) => isFromUrl(locked, url));
      if (entry === undefined) return index.directFile(url);
      const { filename, url: address, sha256, size } = entry.locked;
      const file = { filename, url: address, sha256, size };
      return Promise.resolve({ ...file, requiresPython: null, yanked: null, coreMetadata: null });
    },
    download: (file) => index.download(file),
    downloadDirect: (file) => index.downloadDirect(file),
  };
}

function metadataOf({ wheel }: Entry): string | undefined {
  const path = [...wheel.files.keys()].find((one) =>
    /^site-packages\/[^/]+\.dist-info\/METADATA$/.test(one),
  );
  const content = path === undefined ? undefined : wheel.files.get(path);
  return content && new TextDecoder().decode(content);
}

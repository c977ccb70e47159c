// Builds the IANA time zone tree (what /usr/share/zoneinfo is elsewhere) from npm's moment-timezone, so that
// `zoneinfo` works offline. All zones and all links: `available_timezones()` is complete.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { markDaylightSaving } from './daylight-saving';
import type { MomentData } from './moment-zones';
import { unpackZone } from './moment-zones';
import { findContinuation } from './posix-time-zone';
import { writeTzif } from './tzif';

const DATA_FILE = 'moment-timezone/data/packed/latest.json';

/** Zone name → TZif file. Links share the bytes of their target. */
export function buildZoneInfo({ zones, links }: MomentData): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const packed of zones) {
    const { name, spans } = unpackZone(packed);
    const { spans: kept, footer } = findContinuation(name, markDaylightSaving(name, spans));
    files.set(name, writeTzif(kept, footer));
  }
  for (const link of links) {
    const [target = '', alias = ''] = link.split('|');
    const file = files.get(target);
    if (file === undefined)
      throw new Error(`time zone ${alias} links to ${target}, which is missing`);
    files.set(alias, file);
  }
  // IANA's "no zone was chosen", the only name moment-timezone leaves out.
  const factory = { start: -Infinity, offset: 0, abbreviation: '-00', isDst: false };
  files.set('Factory', writeTzif([factory], '<-00>0'));
  return files;
}

export async function readMomentData(): Promise<MomentData> {
  const path = createRequire(import.meta.url).resolve(DATA_FILE);
  return JSON.parse(await readFile(path, 'utf8')) as MomentData;
}

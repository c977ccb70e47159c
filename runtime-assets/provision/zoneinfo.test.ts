import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import type { TimeZone, TimeZoneSpan } from '../../src/time/local-time-zone';
import { readTzif } from '../../src/time/read-tzif';
import { unpackZone } from './moment-zones';
import { provisionInterpreter } from './provision';
import { runInterpreter } from './run-interpreter';
import { buildZoneInfo, readMomentData } from './zoneinfo';

const SYSTEM_FOLDER = '/usr/share/zoneinfo';
/** One to four seconds each, more on a busy machine. */
const SLOW = { timeout: 30_000 };
const END_OF_2100 = Date.UTC(2101, 0) / 1000;

let files: Map<string, Uint8Array>;
let packedZones: string[];

beforeAll(async () => {
  const data = await readMomentData();
  packedZones = data.zones;
  files = buildZoneInfo(data);
});

const readZone = (name: string): TimeZone => readTzif(files.get(name) ?? new Uint8Array());

describe('the time zone tree', () => {
  it('keeps every transition of its source, those told by footers included', SLOW, () => {
    for (const packed of packedZones) {
      const { name, spans } = unpackZone(packed);
      const zone = readZone(name);
      const walk = createWalk(zone);
      const lost = spans.filter(({ start, offset, abbreviation }) => {
        const found = walk(start);
        return found?.offset !== offset || found.abbreviation !== abbreviation;
      });
      expect(lost, name).toEqual([]);
    }
  });

  it('shares the bytes of links with their target', () => {
    expect(files.get('Asia/Calcutta')).toBe(files.get('Asia/Kolkata'));
    expect(files.size).toBeGreaterThan(590);
  });

  it('is complete and readable for Python', SLOW, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'goru-zones-'));
    try {
      for (const [name, content] of files) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), content);
      }
      const { bytes, minPages } = await provisionInterpreter('3.12');
      const program = [
        'import zoneinfo; from datetime import datetime as d, timedelta as h',
        'zoneinfo.reset_tzpath(["/usr/share/zoneinfo"])',
        'names = zoneinfo.available_timezones()',
        'print(len(names), sum(d(y, m, 1, tzinfo=zoneinfo.ZoneInfo(n)).dst() > h(hours=3) for n in names for y in (1985, 2026, 2060) for m in (1, 7)))',
        'z = zoneinfo.ZoneInfo("Europe/Dublin"); print(d(2050, 1, 1, tzinfo=z).dst(), d(2050, 7, 1, tzinfo=z).tzname())',
        'z = zoneinfo.ZoneInfo("Asia/Tehran"); print(d(2026, 7, 1, tzinfo=z))',
      ];
      const outcome = await runInterpreter(await WebAssembly.compile(bytes as BufferSource), {
        args: ['-c', program.join('\n')],
        memory: new WebAssembly.Memory({ initial: minPages }),
        preopens: { '/usr/share/zoneinfo': folder },
      });
      expect(outcome).toEqual({
        exitCode: 0,
        stdout: `${String(files.size)} 0\n-1 day, 23:00:00 IST\n2026-07-01 00:00:00+03:30\n`,
        stderr: '',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

// Debian compiles with IANA's `backzone`, where these are zones of their own; IANA's main data have links.
const SEPARATE_IN_DEBIAN = new Set(
  'America/Ensenada America/Santa_Isabel America/Tijuana Mexico/BajaNorte EET MET WET'.split(' '),
);
/** IANA revised their history between 2025b and 2026f. */
const REVISED = new Set('America/Bogota Asia/Tehran Iran'.split(' '));
/** Zones whose law changed between the two releases compared, in this test's lifetime so far: a dozen. */
const CHANGED_ZONES_MAXIMUM = 30;
/** Both releases knew this much of the past. */
const SETTLED = Date.UTC(2022, 0) / 1000;

describe.skipIf(!existsSync(SYSTEM_FOLDER))(
  `the time zone tree, beside ${SYSTEM_FOLDER} (skipped where that folder is absent)`,
  () => {
    it('has every zone and link of the system', async () => {
      const missing = (await listSystemZones()).filter((name) => !files.has(name));
      expect(missing).toEqual([]);
    });

    it('agrees on offset, name and daylight saving time from 1970 to 2100', SLOW, async () => {
      const different: string[] = [];
      const changed: string[] = [];
      for (const name of await listSystemZones()) {
        if (SEPARATE_IN_DEBIAN.has(name) || REVISED.has(name)) continue;
        const ours = readZone(name);
        const theirs = readTzif(await readFile(join(SYSTEM_FOLDER, name)));
        const time = findDifference(ours, theirs);
        if (time === undefined) continue;
        (time < SETTLED ? different : changed).push(
          `${name} ${new Date(time * 1000).toISOString()}`,
        );
      }
      expect(different).toEqual([]);
      expect(changed.length, changed.join('\n')).toBeLessThan(CHANGED_ZONES_MAXIMUM);
    });
  },
);

/** Looks at both sides of every transition of either. */
function findDifference(ours: TimeZone, theirs: TimeZone): number | undefined {
  const [walkOurs, walkTheirs] = [createWalk(ours), createWalk(theirs)];
  return [...ours.spans, ...theirs.spans]
    .flatMap(({ start }) => [start - 1, start])
    .filter((time) => time >= 0 && time < END_OF_2100)
    .sort((a, b) => a - b)
    .find((time) => {
      const [a, b] = [walkOurs(time), walkTheirs(time)];
      return (
        a?.offset !== b?.offset || a?.isDst !== b?.isDst || a?.abbreviation !== b?.abbreviation
      );
    });
}

/** Answers for times that only ever grow. */
function createWalk({ spans }: TimeZone): (time: number) => TimeZoneSpan | undefined {
  let index = 0;
  return (time) => {
    while ((spans[index + 1]?.start ?? Infinity) <= time) index += 1;
    return spans[index];
  };
}

async function listSystemZones(): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await readdir(SYSTEM_FOLDER, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(SYSTEM_FOLDER, path);
    if (entry.isDirectory() || /^(posix|right)\/|^(localtime|posixrules)$/.test(name)) continue;
    const isTzif = (await readFile(path).catch(() => Buffer.alloc(0))).subarray(0, 4);
    if (isTzif.toString() === 'TZif') names.push(name);
  }
  return names.sort();
}

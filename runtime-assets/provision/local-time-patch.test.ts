import { beforeAll, describe, expect, it } from 'vitest';

import { writeLocalTimeZone } from '../../src/time/local-time-zone';
import { readTzif } from '../../src/time/read-tzif';
import { PYTHON_3_12, readInterpreter } from './interpreter-source';
import { runInterpreter } from './run-interpreter';
import type { TransformedInterpreter } from './transform-wasm';
import { transformInterpreter } from './transform-wasm';
import { buildZoneInfo, readMomentData } from './zoneinfo';

let interpreter: TransformedInterpreter;
let module: WebAssembly.Module;
let zones: Map<string, Uint8Array>;

beforeAll(async () => {
  interpreter = transformInterpreter(await readInterpreter(PYTHON_3_12), PYTHON_3_12);
  module = await WebAssembly.compile(interpreter.wasm as BufferSource);
  zones = buildZoneInfo(await readMomentData());
});

const runIn = async (zone: string | undefined, lines: string[]): Promise<string[]> => {
  const memory = new WebAssembly.Memory({ initial: interpreter.memory.minPages });
  const { stdout, stderr } = await runInterpreter(module, {
    args: ['-c', ['import time, datetime as d', ...lines].join('\n')],
    memory,
    beforeStart: () => {
      if (zone === undefined) return;
      const tzif = zones.get(zone);
      if (tzif === undefined) throw new Error(`no zone ${zone}`);
      writeLocalTimeZone(memory, interpreter.timeZoneTable, readTzif(tzif));
    },
  });
  return [...stdout.split('\n'), ...stderr.split('\n')].filter((line) => line !== '');
};

const LOCAL_TIMES = [
  'for month in (1, 7):',
  '    t = time.localtime(d.datetime(2026, month, 15, 12, tzinfo=d.UTC).timestamp())',
  '    print(t.tm_hour, t.tm_isdst, t.tm_zone, t.tm_gmtoff, time.strftime("%Z %z", t))',
];

describe('local time', () => {
  it('is UTC without a table', async () => {
    expect(await runIn(undefined, ['print(time.tzname, time.timezone)', ...LOCAL_TIMES])).toEqual([
      "('UTC', 'UTC') 0",
      '12 0 UTC 0 UTC +0000',
      '12 0 UTC 0 UTC +0000',
    ]);
  });

  it.each([
    ['America/New_York', ['7 0 EST -18000 EST -0500', '8 1 EDT -14400 EDT -0400']],
    ['Australia/Lord_Howe', ['23 1 +11 39600 +11 +1100', '22 0 +1030 37800 +1030 +1030']],
    ['Asia/Kolkata', ['17 0 IST 19800 IST +0530', '17 0 IST 19800 IST +0530']],
    ['Etc/UTC', ['12 0 UTC 0 UTC +0000', '12 0 UTC 0 UTC +0000']],
  ])('follows daylight saving time in %s', async (zone, expected) => {
    expect(await runIn(zone, LOCAL_TIMES)).toEqual(expected);
  });

  it('sets the names and offsets of the time module', async () => {
    const print = 'print(time.tzname, time.timezone, time.altzone, time.daylight)';
    expect(await runIn('Europe/Paris', [print])).toEqual(["('CET', 'CEST') -3600 -7200 1"]);
    expect(await runIn('Asia/Tokyo', [print])).toEqual(["('JST', 'JST') -32400 -32400 0"]);
  });

  it('reaches datetime', async () => {
    const lines = [
      'print(d.datetime(2026, 7, 1, 9).astimezone().isoformat(), d.datetime(2026, 1, 1).astimezone().tzname())',
      'print(d.datetime.fromtimestamp(0), d.datetime(1970, 1, 1).timestamp())',
      'n = d.datetime.now(); print(abs((n.astimezone() - d.datetime.now(d.UTC)).total_seconds()) < 5)',
      'x = d.datetime(2026, 11, 1, 1, 30)',
      'print(x.timestamp(), x.replace(fold=1).timestamp())',
      'print(d.datetime.fromtimestamp(1793514600).fold, d.datetime.fromtimestamp(1793511000).fold)',
      'print(f"{d.datetime(2026, 7, 1).astimezone():%Z}")',
    ];
    expect(await runIn('America/New_York', lines)).toEqual([
      '2026-07-01T09:00:00-04:00 EST',
      '1969-12-31 19:00:00 18000.0',
      'True',
      '1793511000.0 1793514600.0',
      '1 0',
      'EDT',
    ]);
  });

  it('reaches sqlite3', async () => {
    const lines = [
      'import sqlite3',
      'print(sqlite3.connect(":memory:").execute("select datetime(1782907200, \'unixepoch\', \'localtime\')").fetchone()[0])',
    ];
    expect(await runIn('America/New_York', lines)).toEqual(['2026-07-01 08:00:00']);
  });

  it('makes mktime the inverse of localtime, also with the other isdst, in gaps and overlaps', async () => {
    const lines = [
      'import random; random.seed(1)',
      'bad = 0',
      'for _ in range(3000):',
      '    t = random.randrange(-2**31, 2**33)',
      '    bad += time.mktime(time.localtime(t)) != t',
      'print(bad)',
      'at = lambda *when, isdst: int(time.mktime((*when, 0, 0, 0, isdst)))',
      'print(at(2026, 11, 1, 1, 30, isdst=1), at(2026, 11, 1, 1, 30, isdst=0), at(2026, 11, 1, 1, 30, isdst=-1))',
      // 2:30 does not exist that night; Linux moves it forward too.
      'print(time.localtime(at(2026, 3, 8, 2, 30, isdst=-1))[:6])',
      'print(at(2026, 7, 1, 12, 0, isdst=0) - at(2026, 7, 1, 12, 0, isdst=1))',
    ];
    expect(await runIn('America/New_York', lines)).toEqual([
      '0',
      '1793511000 1793514600 1793511000',
      '(2026, 3, 8, 3, 30, 0)',
      '3600',
    ]);
  });

  it.each(['America/New_York', 'Europe/Dublin', 'America/Santiago', 'Asia/Gaza', 'Pacific/Apia'])(
    'agrees with zoneinfo in %s from 1850 to 9999',
    async (zone) => {
      const tzif = zones.get(zone) ?? new Uint8Array();
      const lines = [
        'import zoneinfo, io, random',
        `zone = zoneinfo.ZoneInfo.from_file(io.BytesIO(bytes.fromhex("${Buffer.from(tzif).toString('hex')}")))`,
        'random.seed(2); bad = []',
        'for k in range(4000):',
        '    t = random.randrange(-3786825600, 253402214400) if k % 2 else random.randrange(0, 2**32)',
        '    l = time.localtime(t); z = d.datetime.fromtimestamp(t, zone)',
        '    if (l.tm_gmtoff, l.tm_zone) != (z.utcoffset().total_seconds(), z.tzname()): bad.append(t)',
        'print(bad[:5])',
      ];
      expect(await runIn(zone, lines)).toEqual(['[]']);
    },
  );
});

describe('transformInterpreter refuses to patch', () => {
  it('a function that is not __secs_to_zone', async () => {
    const source = await readInterpreter(PYTHON_3_12);
    const localTime = { ...PYTHON_3_12.layout.localTime, secsToZone: 11_478 };
    expect(() =>
      transformInterpreter(source, { layout: { ...PYTHON_3_12.layout, localTime } }),
    ).toThrow("function 11478 is not wasi-libc's __secs_to_zone");
  });

  it('a function that is not mktime', async () => {
    const source = await readInterpreter(PYTHON_3_12);
    const localTime = { ...PYTHON_3_12.layout.localTime, mktime: 8091 };
    expect(() =>
      transformInterpreter(source, { layout: { ...PYTHON_3_12.layout, localTime } }),
    ).toThrow('mktime does not call function 11477 exactly twice');
  });
});

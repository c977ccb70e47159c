/** CONTRACT §6: Python's local time is the browser's, and every other zone is there without a network. */
import { expect, test } from './support/fixtures';
import { PageSession } from './support/page-session';

// Half an hour off, with a summer time, and the zone of no machine that runs these tests.
test.use({ timezoneId: 'America/St_Johns' });

test('local time is the browser’s, and zoneinfo knows all zones of the world offline', async ({
  page,
  site,
  hostChannel,
}) => {
  const opened = await PageSession.open(page, site.origin);
  const browser = await opened.do<{ offsets: number[]; zones: string[] }>(`return {
    // The test, not the machine, decides what is local: else there would be nothing to see.
    offsets: [0, 6].map((month) => -60 * new Date(2024, month, 15).getTimezoneOffset()),
    zones: Intl.supportedValuesOf('timeZone'),
  }`);
  expect(browser.offsets).toEqual([-12_600, -9_000]);
  const session = await opened.start({ channel: hostChannel, hotSpare: false });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const python = await session.json(`
import time
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones
january, july = datetime(2024, 1, 15, 12), datetime(2024, 7, 15, 12)
paris = ZoneInfo('Europe/Paris')
zones = available_timezones()
for name in zones:
    ZoneInfo(name)
print(json.dumps({
    'names': time.tzname,
    'offsets': [day.astimezone().utcoffset().total_seconds() for day in (january, july)],
    'now': datetime.now().astimezone().tzname() in time.tzname,
    'same moment': abs(datetime.now().astimezone().timestamp() - time.time()) < 5,
    'paris': [day.replace(tzinfo=paris).isoformat() for day in (january, july)],
    'missing': sorted(set(${JSON.stringify(browser.zones)}) - zones),
    'more': sorted({'UTC', 'GMT', 'US/Pacific', 'Etc/GMT+5', 'Asia/Calcutta', 'Europe/Kyiv'} - zones),
    'are many': len(zones) > 590,
}))`);
  expect(python).toEqual({
    names: ['NST', 'NDT'],
    offsets: browser.offsets,
    now: true,
    'same moment': true,
    paris: ['2024-01-15T12:00:00+01:00', '2024-07-15T12:00:00+02:00'],
    missing: [],
    more: [],
    'are many': true,
  });
  // What the channel for browsers without JSPI asks stays inside of the browser, and the page fetches the rest of the
  // standard library after a while.
  const OWN = /\/__goru_channel__|\/python-[\d.]+-stdlib\.\w+\.zip$/;
  expect(requests.filter((url) => !OWN.test(url))).toEqual([]);
});

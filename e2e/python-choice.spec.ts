import { expect, test } from './support/fixtures';

const VERSION = 'import sys; print("runs", *sys.version_info[:2])';

test('the Python that a person chooses runs, now and later, and a link may name another', async ({
  playground,
  page,
}) => {
  const { python } = playground;
  const other = python === '3.13' ? '3.12' : '3.13';
  await playground.open({ code: VERSION });
  await playground.run();
  await playground.waitForOutputLine(`runs ${python.replace('.', ' ')}`);

  const isLoaded = page.waitForEvent('load');
  await page.getByRole('combobox', { name: 'Python version' }).selectOption(other);
  await isLoaded;
  await playground.waitForStatus('Ready', 45_000);
  await playground.run();
  await playground.waitForOutputLine(`runs ${other.replace('.', ' ')}`);
  await playground.reload();
  await expect(page.getByRole('combobox', { name: 'Python version' })).toHaveValue(other);

  const address = new URL(page.url());
  address.searchParams.set('python', python);
  await page.goto(address.href);
  await playground.waitForStatus('Ready', 45_000);
  await playground.run();
  await playground.waitForOutputLine(`runs ${python.replace('.', ' ')}`);
});

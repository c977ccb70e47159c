/** The page in another language, chosen by the browser or by the person. */
import type { Page } from '@playwright/test';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import { expect, test } from './support/fixtures';
import { panelButton } from './support/panel-button';

test.use({ locale: 'de-DE' });

const PANELS = [
  ...[
    'Beispiele',
    'Dateien',
    'Arbeitsbereiche',
    'Variablen',
    'Pakete',
    'Netzwerk',
    'Speicher',
    'Aufrufe',
  ],
  'Einstellungen',
  'Über Goru',
];

async function isReady(page: Page, word: string): Promise<void> {
  await expect(page.locator('.status-line [role=status]')).toHaveText(word, { timeout: 45_000 });
}

async function choose(page: Page, from: { settings: string; chooser: string }, to: string) {
  await page.getByRole('button', { name: from.settings, exact: true }).click();
  const isLoaded = page.waitForEvent('load');
  await page.getByRole('combobox', { name: from.chooser }).selectOption({ label: to });
  await isLoaded;
}

const sidewaysOverhang = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('a German browser gets German, another language is chosen, and the program stays', async ({
  playground,
  page,
}) => {
  await page.goto(playground.address({ code: `kept = 3.5\nprint('the program ran')\n1 / 0` }));
  await isReady(page, 'Bereit');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const output = page.getByRole('log', { name: 'Ausgabe' });
  await expect(output).toContainText('the program ran');
  // What Python says stays as it is.
  await expect(output).toContainText('ZeroDivisionError: division by zero');
  await expect(page.getByText('main.py · mit Fehler · ')).toBeVisible();

  for (const name of PANELS) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();
  }
  await assertNoSeriousAxeViolations(playground);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const name of PANELS) {
    await (await panelButton(page, name)).click();
    await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();
    expect.soft(await sidewaysOverhang(page), name).toBe(0);
    await page.getByRole('button', { name: 'Bereich schließen' }).click();
  }
  await assertNoSeriousAxeViolations(playground);
  await page.setViewportSize({ width: 1280, height: 720 });

  await choose(page, { settings: 'Einstellungen', chooser: 'Sprache' }, 'English');
  await isReady(page, 'Ready');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('textbox', { name: 'Python editor' })).toBeAttached();
  await playground.waitForEditorText(`kept = 3.5\nprint('the program ran')\n1 / 0`);
  await playground.reload();
  await choose(page, { settings: 'Settings', chooser: 'Language' }, 'Deutsch');
  await isReady(page, 'Bereit');
  await expect(page.getByRole('textbox', { name: 'Python-Editor' })).toBeAttached();
  await expect(page.locator('.view-lines')).toContainText('kept');
});

test('questions are asked in German, in a dialog without serious axe violations', async ({
  playground,
  page,
}) => {
  const code = `from goru import http\nhttp.get('https://api.example.com/a')`;
  await page.goto(playground.address({ code }));
  await isReady(page, 'Bereit');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Netzwerkzugriff erlauben?' });
  await expect(dialog).toContainText('api.example.com steht nicht auf der Liste');
  await assertNoSeriousAxeViolations(playground, 'dialog');
  await dialog.getByRole('button', { name: 'Ablehnen' }).click();
  await expect(dialog).toBeHidden();
  await isReady(page, 'Bereit');
  // The advice below an error is ours, and what the editor's menus say is Monaco's.
  await page.getByRole('textbox', { name: 'Eingabe der Konsole' }).fill('import numpy');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('numpy ist nicht installiert.');
  await page.keyboard.press('F1');
  await expect(page.getByRole('option', { name: /^Doppelte Zeilen löschen/ })).toBeAttached();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Teilen', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Teilen' })).toContainText('Zeichen.');
  await assertNoSeriousAxeViolations(playground, '.share-dialog');
  await page.keyboard.press('Escape');

  // What a first visit shows.
  await page.getByRole('button', { name: 'Beispiele', exact: true }).click();
  await page.getByRole('button', { name: /^Hallo/ }).click();
  await expect(page.locator('.view-lines')).toContainText('Wie heißt du?');
  await page.getByRole('button', { name: /^Küche/ }).click();
  await expect(page.locator('.view-lines')).toContainText('Drei kochen gleichzeitig.');

  await page.goto(new URL('reset.html', playground.address()).href);
  await expect(page).toHaveTitle('Goru Playground zurücksetzen');
  await expect(page.getByRole('button', { name: 'Alles löschen' })).toBeDisabled();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await assertNoSeriousAxeViolations(playground);
});

// Plays the operators' console. Arguments: the operators' address, Chromium, a directory for pictures, a sponsor; the
// token comes by standard input.
import { readFileSync } from 'node:fs';
import { play } from './play.mjs';

const [address, chrome, pictures, sponsor] = process.argv.slice(2);
const token = readFileSync(0, 'utf8').trim();

await play(chrome, pictures, async (stage) => {
  const page = await stage.window('en-GB', { width: 1280, height: 800 });
  const tab = (name) => page.locator('#tabs').getByRole('button', { name }).click();
  const row = (text) => page.locator('tbody tr').filter({ hasText: text });
  const change = async (text, to, reason) => {
    await row(text).getByRole('button', { name: to, exact: true }).click();
    await page.getByLabel('Reason').fill(reason);
    await page.getByRole('button', { name: 'Do it' }).click();
  };

  await page.goto(`${address}/console`);
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await row('set-2').waitFor();
  // The rate is known from the second poll on.
  await row('set-2').locator('td.number').waitFor();
  await stage.check(page, 'console-sets');
  await change('set-2', 'MASKED', 'a disk is replaced');
  await row('set-2').locator('.bad').filter({ hasText: 'MASKED' }).waitFor();
  await row('set-2').getByText('a disk is replaced').waitFor();
  await change('set-2', 'OPEN', 'the disk is new');
  await row('set-2').locator('.good').filter({ hasText: 'OPEN' }).waitFor();

  await tab('Campaigns');
  await page.getByLabel('Name').fill('New year');
  await page.getByLabel('Sponsor').fill(sponsor);
  await page.getByLabel('Fen of a prize').fill('100');
  await page.getByLabel('Prizes', { exact: true }).fill('5');
  await page.getByLabel('Minutes').fill('30');
  await page.getByLabel('Seconds to open a prize').fill('5');
  await page.getByRole('button', { name: 'Create' }).click();
  const campaign = page.locator('tbody tr').first();
  await campaign.getByText('RUNNING').first().waitFor();
  await stage.check(page, 'console-campaigns');
  await campaign.getByRole('button', { name: 'ENDED' }).click();
  await page.getByRole('button', { name: 'Do it' }).click();
  await campaign.getByText('SETTLED').waitFor();
  await campaign.getByText('5.00').first().waitFor();

  for (const name of ['Switches', 'Money', 'Support desk', 'Corrections', 'Audit log']) {
    await tab(name);
    await page.locator('#view h2, #view form').first().waitFor();
    await stage.check(page, `console-${name.toLowerCase().replace(' ', '-')}`);
  }
  await page.getByText('a disk is replaced').first().waitFor();
});
console.log('The console works.');

// What the plays in a real browser share: windows, looks at a page, and the phone's steps.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WAIT = 45_000;

/** Plays in a browser, and ends the process with 1 and the faults where there are any. */
export async function play(chrome, pictures, scenes) {
  const faults = [];
  const browser = await chromium.launch({
    executablePath: chrome,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const stage = {
    faults,

    async window(locale, size = { width: 390, height: 844 }) {
      const context = await browser.newContext({
        ignoreHTTPSErrors: true,
        locale,
        viewport: size,
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(WAIT);
      const page = await context.newPage();
      page.on('console', (message) => {
        // A refused or lost request is a part of the play.
        if (message.type() === 'error' && !/Failed to load resource|ERR_/.test(message.text())) {
          faults.push(message.text());
        }
      });
      page.on('pageerror', (error) => faults.push(String(error)));
      return page;
    },

    async check(page, name) {
      await page.evaluate(`(() => { const module = undefined; const exports = undefined; ${axe} })()`);
      const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      for (const violation of found.violations.filter((v) => ['serious', 'critical'].includes(v.impact))) {
        faults.push(`${name}: ${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`);
      }
      await page.screenshot({ path: `${pictures}/${name}.png` });
    },
  };
  try {
    await scenes(stage);
  } catch (error) {
    faults.push(String(error.stack ?? error));
    for (const context of browser.contexts()) {
      for (const page of context.pages()) {
        const shown = await page
          .locator('body')
          .innerText()
          .catch(() => '');
        faults.push(`${page.url()}: ${shown.slice(0, 400)}`);
      }
    }
  } finally {
    await browser.close();
  }
  if (faults.length > 0) {
    console.log(faults.join('\n'));
    process.exit(1);
  }
}

export async function signIn(page, address, user, path = '/') {
  await page.goto(address + path);
  await page.locator('.door button').click();
  await page.locator('input[name=user]').fill(user);
  await page.locator('form button').click();
  await page.locator('nav').waitFor();
}

export const tab = (page, number) => page.locator('nav button').nth(number).click();

/** Sends a lucky packet for everybody with the link; its path. */
export async function send(page, total, count) {
  await tab(page, 1);
  await page.getByLabel('Total in yuan').fill(total);
  await page.getByLabel('Number of shares').fill(count);
  await page.getByRole('button', { name: 'Put the money in' }).click();
  await page.waitForURL(/\/p\//);
  await page.locator('.coin').waitFor();
  return new URL(page.url()).pathname;
}

export const amountOf = async (page) => Number(await page.locator('[data-amount]').textContent());

// Plays the phone in two windows of a real browser. Arguments: the phone's address, two users, a directory for pictures, Chromium.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [address, sender, friend, pictures, chrome] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WAIT = 45_000;
const faults = [];

const browser = await chromium.launch({
  executablePath: chrome ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});

async function window(locale) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale,
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(WAIT);
  const page = await context.newPage();
  page.on('console', (message) => {
    // A refused or lost request is a part of the play.
    if (message.type() === 'error' && !/Failed to load resource|ERR_/.test(message.text())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  return page;
}

async function check(page, name) {
  await page.evaluate(`(() => { const module = undefined; const exports = undefined; ${axe} })()`);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  for (const violation of found.violations.filter((v) => ['serious', 'critical'].includes(v.impact))) {
    faults.push(`${name}: ${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`);
  }
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
}

async function signIn(page, user, path = '/') {
  await page.goto(address + path);
  await page.locator('.door button').click();
  await page.locator('input[name=user]').fill(user);
  await page.locator('form button').click();
  await page.locator('nav').waitFor();
}

const tab = (page, number) => page.locator('nav button').nth(number).click();

async function send(page, total, count) {
  await tab(page, 1);
  await page.getByLabel('Total in yuan').fill(total);
  await page.getByLabel('Number of shares').fill(count);
  await page.getByRole('button', { name: 'Put the money in' }).click();
  await page.waitForURL(/\/p\//);
  await page.locator('.coin').waitFor();
  return new URL(page.url()).pathname;
}

async function share(page) {
  await page.getByLabel('User numbers').fill(friend);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText('Shared.').waitFor();
}

const amountOf = async (page) => Number(await page.locator('[data-amount]').textContent());

try {
  const mine = await window('en-GB');
  const theirs = await window('zh-CN');
  await mine.goto(address);
  await check(mine, 'door-en');
  await signIn(mine, sender);
  await signIn(theirs, friend);

  await mine.getByRole('button', { name: 'Top up' }).click();
  await mine.locator('[data-balance]').filter({ hasText: '100.00' }).waitFor();
  await mine.getByText('Top-up').waitFor();
  await check(mine, 'wallet-en');
  await tab(mine, 1);
  await mine.getByLabel('Total in yuan').fill('999999');
  await mine.getByText('0.01 to 200.00').waitFor();
  await check(mine, 'send-en');

  const packet = await send(mine, '8.88', '2');
  await check(mine, 'packet-en');
  await share(mine);
  const arrival = theirs.locator('.arrival button');
  await arrival.waitFor();
  await check(theirs, 'arrival-zh');
  await arrival.click();
  await theirs.locator('.coin').click();
  const got = await amountOf(theirs);
  await mine.locator('.coin').click();
  if (Math.round(100 * (got + (await amountOf(mine)))) !== 888) faults.push('the shares do not sum to the total');
  await mine.locator('.luckiest').waitFor();
  await theirs.getByText('已存入钱包').waitFor();
  await theirs.getByRole('button', { name: '答谢' }).click();
  await theirs.locator('q').waitFor();
  await theirs.reload().catch(() => undefined);
  await signIn(theirs, friend, packet);
  await theirs.locator('.luckiest').waitFor();
  await check(theirs, 'opened-zh');
  await tab(theirs, 0);
  await theirs.locator('[data-balance]').filter({ hasText: got.toFixed(2) }).waitFor();
  await tab(theirs, 4);
  await theirs.locator('.lines li').first().waitFor();
  await check(theirs, 'history-zh');
  await tab(mine, 3);
  await mine.locator('q').waitFor();
  await check(mine, 'inbox-en');
  await tab(mine, 2);
  await check(mine, 'groups-en');

  // An overloaded gateway: the app waits as long as it is told, then opens.
  const second = await send(mine, '1.00', '2');
  let refused = 0;
  await mine.route('**/open', (route) =>
    refused++ === 0
      ? route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          headers: { 'Retry-After': '1' },
          body: JSON.stringify({ status: 503, code: 'OVERLOADED', title: '', detail: '', retryAfterMillis: 1200 }),
        })
      : route.continue(),
  );
  await mine.locator('.coin').click();
  await mine.getByText('Go on in').waitFor();
  await amountOf(mine);

  // Without a network: the open goes on by itself when the network is back.
  await theirs.goto(address);
  await signIn(theirs, friend, second);
  await theirs.locator('.coin').waitFor();
  await theirs.context().setOffline(true);
  await theirs.locator('.coin').click();
  await theirs.getByText('网络不可用').waitFor();
  await check(theirs, 'offline-zh');
  await theirs.context().setOffline(false);
  await amountOf(theirs);

  // A share link tells nothing without sign-in, and an unknown packet is told to be none.
  const stranger = await window('en-GB');
  await stranger.goto(address + packet);
  await stranger.getByText('A red packet waits for you').waitFor();
  if (/8\.88|Good fortune/.test(await stranger.content())) faults.push('the share page tells of the packet');
  await check(stranger, 'share-en');
  await signIn(stranger, String(Number(friend) + 1), packet);
  await stranger.getByText('All shares are taken.').waitFor();
  await check(stranger, 'ended-en');
  await stranger.goto(`${address}/p/${'A'.repeat(24)}`);
  await signIn(stranger, String(Number(friend) + 1), `/p/${'A'.repeat(24)}`);
  await stranger.getByText('There is no such packet').waitFor();
} catch (error) {
  faults.push(String(error.stack ?? error));
  for (const context of browser.contexts()) {
    for (const page of context.pages()) {
      faults.push(`${page.url()}: ${(await page.locator('body').innerText().catch(() => '')).slice(0, 400)}`);
    }
  }
} finally {
  await browser.close();
}
if (faults.length > 0) {
  console.log(faults.join('\n'));
  process.exit(1);
}
console.log('The phone works in two windows.');

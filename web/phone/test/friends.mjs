// Plays the phone in two windows. Arguments: the phone's address, Chromium, a directory for pictures, two users.
import { amountOf, play, send, signIn, tab } from './play.mjs';

const [address, chrome, pictures, sender, friend] = process.argv.slice(2);

async function share(page) {
  await page.getByLabel('User numbers').fill(friend);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText('Shared.').waitFor();
}

await play(chrome, pictures, async (stage) => {
  const mine = await stage.window('en-GB');
  const theirs = await stage.window('zh-CN');
  await mine.goto(address);
  await stage.check(mine, 'door-en');
  await signIn(mine, address, sender);
  await signIn(theirs, address, friend);

  await mine.getByRole('button', { name: 'Top up' }).click();
  await mine.locator('[data-balance]').filter({ hasText: '100.00' }).waitFor();
  await mine.getByText('Top-up').waitFor();
  await stage.check(mine, 'wallet-en');
  await tab(mine, 1);
  await mine.getByLabel('Total in yuan').fill('999999');
  await mine.getByText('0.01 to 200.00').waitFor();
  await stage.check(mine, 'send-en');

  const packet = await send(mine, '8.88', '2');
  await stage.check(mine, 'packet-en');
  await share(mine);
  const arrival = theirs.locator('.arrival button');
  await arrival.waitFor();
  await stage.check(theirs, 'arrival-zh');
  await arrival.click();
  await theirs.locator('.coin').click();
  const got = await amountOf(theirs);
  await mine.locator('.coin').click();
  if (Math.round(100 * (got + (await amountOf(mine)))) !== 888) stage.faults.push('the shares do not sum to the total');
  await mine.locator('.luckiest').waitFor();
  await theirs.getByText('已存入钱包').waitFor();
  await theirs.getByRole('button', { name: '答谢' }).click();
  await theirs.locator('q').waitFor();
  await theirs.reload().catch(() => undefined);
  await signIn(theirs, address, friend, packet);
  await theirs.locator('.luckiest').waitFor();
  await stage.check(theirs, 'opened-zh');
  await tab(theirs, 0);
  await theirs.locator('[data-balance]').filter({ hasText: got.toFixed(2) }).waitFor();
  await tab(theirs, 4);
  await theirs.locator('.lines li').first().waitFor();
  await stage.check(theirs, 'history-zh');
  await tab(mine, 3);
  await mine.locator('q').first().waitFor();
  await stage.check(mine, 'inbox-en');
  await tab(mine, 2);
  await stage.check(mine, 'groups-en');

  // A crowd races for a packet; its sender watches.
  await send(mine, '20.00', '20');
  await mine.getByRole('button', { name: 'Let 30 simulated users race' }).click();
  await mine.locator('.race li').nth(19).waitFor();
  await mine.getByText('10 came too late. Opened: 20.00/20.00 yuan · gap of the ledger: 0.00 yuan').waitFor();
  await stage.check(mine, 'race-en');

  // A packet for one person only.
  await tab(mine, 1);
  await mine.getByLabel('Kind').selectOption('EXCLUSIVE');
  await mine.getByLabel('Total in yuan').fill('1.00');
  await mine.getByLabel('User numbers').fill(friend);
  await mine.getByRole('button', { name: 'Put the money in' }).click();
  await mine.waitForURL(/\/p\//);
  const exclusive = new URL(mine.url()).pathname;

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
  await signIn(theirs, address, friend, second);
  await theirs.locator('.coin').waitFor();
  await theirs.context().setOffline(true);
  await theirs.locator('.coin').click();
  await theirs.getByText('网络不可用').waitFor();
  await stage.check(theirs, 'offline-zh');
  await theirs.context().setOffline(false);
  await amountOf(theirs);

  // A share link tells nothing without sign-in, and an unknown packet is told to be none.
  const stranger = await stage.window('en-GB');
  await stranger.goto(address + packet);
  await stranger.getByText('A red packet waits for you').waitFor();
  if (/8\.88|Good fortune/.test(await stranger.content())) stage.faults.push('the share page tells of the packet');
  await stage.check(stranger, 'share-en');
  await signIn(stranger, address, String(Number(friend) + 1), packet);
  await stranger.getByText('All shares are taken.').waitFor();
  await stage.check(stranger, 'ended-en');
  await signIn(stranger, address, String(Number(friend) + 1), exclusive);
  await stranger.locator('.coin').click();
  await stranger.getByText('not for you').waitFor();
  await stranger.goto(`${address}/p/${'A'.repeat(24)}`);
  await signIn(stranger, address, String(Number(friend) + 1), `/p/${'A'.repeat(24)}`);
  await stranger.getByText('There is no such packet').waitFor();
});
console.log('The phone works in two windows.');

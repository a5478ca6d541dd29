// Plays the phone while nothing is told: no messages, no names. Arguments: as of friends.mjs.
import { amountOf, play, send, signIn, tab } from './play.mjs';

const [address, chrome, pictures, sender, friend] = process.argv.slice(2);

await play(chrome, pictures, async (stage) => {
  const mine = await stage.window('en-GB');
  const theirs = await stage.window('zh-CN');
  await signIn(mine, address, sender);
  const packet = await send(mine, '6.66', '2');
  await signIn(theirs, address, friend, packet);
  await theirs.locator('.coin').click();
  const got = await amountOf(theirs);
  await mine.locator('.coin').click();
  if (Math.round(100 * (got + (await amountOf(mine)))) !== 666) {
    stage.faults.push('the shares do not sum to the total');
  }
  await mine.locator('.luckiest').waitFor();
  await theirs.getByText('已存入钱包').waitFor();
  await stage.check(theirs, 'quiet-zh');
  await tab(mine, 3);
  await mine.getByRole('alert').or(mine.locator('[role=status]')).first().waitFor();
});
console.log('The phone works without messages.');

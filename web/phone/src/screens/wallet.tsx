import { useState } from 'preact/hooks';
import { call } from '../api/http';
import { Failure, Field, timeOf, useAction, useRead, type Screen } from '../parts';
import { fenOf, yuanOf } from '../rules';
import { delay } from '../state';
import { text, textOf } from '../text';
import { Shake } from './shake';

interface Entries {
  items: { entryId: string; kind: string; amountFen: number; balanceAfterFen: number; at: string }[];
  nextCursor?: string;
}

const STATE_LOOKS = 20;
const STATE_LOOK_MILLIS = 1500;

export function WalletScreen(screen: Screen) {
  const { session, balance, refresh } = screen;
  const entries = useRead<Entries>(session, '/v1/wallet/entries');
  const [amount, setAmount] = useState('100.00');
  const [payout, setPayout] = useState('');
  const action = useAction();
  const fen = fenOf(amount);
  const changed = (): void => {
    refresh();
    entries.again();
  };
  const topUp = (): void =>
    action.run(async () => {
      await call(session, 'POST', '/v1/wallet/top-ups', { body: { amountFen: fen }, keyed: true });
      changed();
    });
  const withdraw = (): void =>
    action.run(async () => {
      const made = await call<{ withdrawalId: string }>(session, 'POST', '/v1/wallet/withdrawals', {
        body: { amountFen: fen },
        keyed: true,
      });
      changed();
      void watch(made.withdrawalId);
    });
  const watch = async (id: string): Promise<void> => {
    for (let looks = 0; looks < STATE_LOOKS; looks++) {
      const now = await call<{ state: string }>(session, 'GET', `/v1/wallet/withdrawals/${id}`).catch(() => undefined);
      if (now) setPayout(now.state);
      if (now && now.state !== 'PENDING') return changed();
      await delay(STATE_LOOK_MILLIS);
    }
  };
  return (
    <>
      <section class="balance">
        <h1>{text('balance')}</h1>
        <p aria-live="polite">
          <strong data-balance>{balance === undefined ? '…' : yuanOf(balance)}</strong> {text('yuan')}
        </p>
      </section>
      <form onSubmit={(event) => event.preventDefault()}>
        <Field label={text('amount')} value={amount} mode="decimal" onInput={setAmount} />
        <div class="row">
          <button type="button" onClick={topUp} disabled={action.busy || !fen}>
            {text('topUp')}
          </button>
          <button type="button" class="second" onClick={withdraw} disabled={action.busy || !fen}>
            {text('withdraw')}
          </button>
        </div>
        <p role="status">
          {!fen ? text('ruleAmount') : payout ? `${text('WITHDRAWAL')}: ${textOf(payout)}` : ''}
        </p>
        <Failure>{action.failure}</Failure>
      </form>
      <Shake {...screen} />
      <section>
        <h2>{text('entries')}</h2>
        <Failure>{entries.failure}</Failure>
        <ul class="lines">
          {entries.value?.items.map((entry) => (
            <li key={entry.entryId}>
              <span>
                {textOf(entry.kind)}
                <small>{timeOf(entry.at)}</small>
              </span>
              <span class={entry.amountFen > 0 ? 'plus' : ''}>{yuanOf(entry.amountFen)}</span>
            </li>
          ))}
        </ul>
        {entries.value?.items.length === 0 && <p>{text('nothing')}</p>}
      </section>
    </>
  );
}

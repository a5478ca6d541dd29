import { useRef, useState } from 'preact/hooks';
import { call, Refused } from '../api/http';
import { Choice, Failure, Field, Picture, timeOf, useAction, useRead, words, type Screen } from '../parts';
import { usersOf, yuanOf } from '../rules';
import { delay } from '../state';
import { text, textOf } from '../text';
import type { Groups } from './groups';
import { RaceButton } from './race';

interface Opened {
  userId: string;
  nickname?: string;
  avatarUrl?: string;
  amountFen: number;
  openedAt: string;
  thanks?: string;
}

interface Packet {
  packetId: string;
  kind: string;
  state: string;
  senderId: string;
  sender?: { nickname: string | null; avatarUrl: string | null };
  greeting?: string;
  totalFen: number;
  count: number;
  openedCount: number;
  openedFen: number;
  expiresAt: string;
  myAmountFen?: number;
  luckiestUserId?: string;
  opens: Opened[];
}

interface Answer {
  outcome: string;
  amountFen?: number;
}

const WALLET_LOOKS = 45;
const WALLET_LOOK_MILLIS = 1000;

interface Props extends Screen {
  packetId: string;
  prizeId?: string;
  news: number;
}

export function PacketScreen({ session, refresh, packetId, prizeId, news }: Props) {
  const path = `/v1/packets/${packetId}`;
  const details = useRead<Packet>(session, `${path}?limit=100`, news);
  const [answer, setAnswer] = useState<Answer>();
  const [arriving, setArriving] = useState<'' | 'arriving' | 'arrived'>('');
  const [password, setPassword] = useState('');
  const [gone, setGone] = useState('');
  const action = useAction();
  const packet = details.value;
  const again = details.again;

  const open = (): void =>
    action.run(async () => {
      const body = { password: password || undefined, prizeId };
      try {
        const said = await call<Answer>(session, 'POST', `${path}/open`, { body });
        setAnswer(said);
        again();
        if (said.outcome === 'OPENED') void watchWallet();
      } catch (problem) {
        if (problem instanceof Refused && (problem.status === 404 || problem.code === 'NOT_IN_AUDIENCE')) {
          setGone(problem.status === 404 ? text('gone') : words(problem));
          return;
        }
        throw problem;
      }
    });

  /** The money comes by events, so the wallet may be late. */
  const watchWallet = async (): Promise<void> => {
    setArriving('arriving');
    for (let looks = 0; looks < WALLET_LOOKS; looks++) {
      const entries = await call<{ items: { packetId?: string; amountFen: number }[] }>(
        session,
        'GET',
        '/v1/wallet/entries?limit=20',
      ).catch(() => undefined);
      if (entries?.items.some((entry) => entry.packetId === packetId && entry.amountFen > 0)) {
        setArriving('arrived');
        break;
      }
      await delay(WALLET_LOOK_MILLIS);
    }
    refresh();
  };

  const mine = answer?.amountFen ?? packet?.myAmountFen;
  const thanked = packet?.opens.some((open) => open.userId === session.user && open.thanks);
  const ended = packet && packet.state !== 'ACTIVE';
  // The race of a packet that it has ended is still shown.
  const raced = useRef(false);
  if (packet && !ended) raced.current = true;
  if (gone) {
    return (
      <div role="alert">
        <h1>{gone}</h1>
      </div>
    );
  }
  return (
    <article class="packet">
      <section class={`envelope big ${action.busy ? 'opening' : ''} ${mine !== undefined ? 'open' : ''}`}>
        <p class="sender">
          <Picture url={packet?.sender?.avatarUrl} />{' '}
          {text('from')} {packet?.sender?.nickname ?? (packet ? `${text('someone')} ${packet.senderId}` : '…')}
        </p>
        <h1>{packet?.greeting ?? text('greetingDefault')}</h1>
        <div aria-live="assertive" class="result">
          {mine !== undefined ? (
            <p>
              {text('youGot')} <strong data-amount>{yuanOf(mine)}</strong> {text('yuan')}
            </p>
          ) : answer ? (
            <p>{textOf(answer.outcome)}</p>
          ) : ended ? (
            <p>{textOf(packet.state)}</p>
          ) : null}
        </div>
        {mine === undefined && !answer && !ended && (
          <>
            {packet?.kind === 'PASSWORD' && (
              <Field label={text('password')} value={password} onInput={setPassword} type="password" />
            )}
            <button type="button" class="coin" onClick={open} disabled={action.busy}>
              {text(action.busy ? 'opening' : 'open')}
            </button>
          </>
        )}
      </section>
      <p role="status">{arriving && text(arriving)}</p>
      <Failure>{action.failure || (packet ? '' : details.failure && !mine && text('gone'))}</Failure>
      {packet && (
        <section>
          <h2>
            {packet.openedCount}/{packet.count} {text('opened')} · {yuanOf(packet.openedFen)}/{yuanOf(packet.totalFen)}{' '}
            {text('yuan')}
          </h2>
          <p class="small">
            {textOf(packet.kind)} · {text('until')} {timeOf(packet.expiresAt)}
          </p>
          <Opens packet={packet} />
        </section>
      )}
      {session.config.crowdUrl && packet && raced.current && packet.senderId === session.user && (
        <RaceButton {...{ session, packetId, again }} />
      )}
      {mine !== undefined && !thanked && <Thanks {...{ session, path, again }} />}
      {packet && !ended && <Share {...{ session, path, packetId }} />}
    </article>
  );
}

function Opens({ packet }: { packet: Packet }) {
  return (
    <ol class="opens">
      {packet.opens.map((open) => (
        <li key={open.userId}>
          <Picture url={open.avatarUrl} />
          <span class="name">{open.nickname ?? `${text('someone')} ${open.userId}`}</span>
          <span>
            {yuanOf(open.amountFen)} {text('yuan')}
          </span>
          {open.userId === packet.luckiestUserId && <span class="luckiest">★ {text('luckiest')}</span>}
          {open.thanks && <q>{open.thanks}</q>}
        </li>
      ))}
    </ol>
  );
}

type PartProps = Pick<Screen, 'session'> & { path: string };

function Thanks({ session, path, again }: PartProps & { again: () => void }) {
  const [words, setWords] = useState<string>(text('thank'));
  const action = useAction();
  const thank = (event: Event): void => {
    event.preventDefault();
    action.run(async () => {
      await call(session, 'POST', `${path}/thanks`, { body: { text: words }, keyed: true });
      again();
    });
  };
  return (
    <form onSubmit={thank}>
      <Field label={text('thanks')} value={words} onInput={setWords} />
      <button disabled={action.busy}>{text('thanks')}</button>
      <Failure>{action.failure}</Failure>
    </form>
  );
}

function Share({ session, path, packetId }: PartProps & { packetId: string }) {
  const groups = useRead<Groups>(session, '/v1/groups');
  const [groupId, setGroupId] = useState('');
  const [users, setUsers] = useState('');
  const [done, setDone] = useState(false);
  const action = useAction();
  const share = (event: Event): void => {
    event.preventDefault();
    action.run(async () => {
      const body = groupId ? { groupId } : { userIds: usersOf(users) };
      await call(session, 'POST', `${path}/shares`, { body, keyed: true });
      setDone(true);
    });
  };
  return (
    <form onSubmit={share}>
      <h2>{text('share')}</h2>
      <label>
        {text('shareLink')}
        <input readOnly value={`${location.origin}/p/${packetId}`} onFocus={(event) => event.currentTarget.select()} />
      </label>
      {(groups.value?.items.length ?? 0) > 0 && (
        <Choice
          label={text('GROUP')}
          value={groupId}
          options={[['', '—'], ...(groups.value?.items ?? []).map((g): [string, string] => [g.groupId, g.name])]}
          onChange={setGroupId}
        />
      )}
      {!groupId && <Field label={text('userIds')} value={users} onInput={setUsers} />}
      <button disabled={action.busy || (!groupId && usersOf(users).length === 0)}>{text('share')}</button>
      <p role="status">{done && text('shared')}</p>
      <Failure>{action.failure}</Failure>
    </form>
  );
}

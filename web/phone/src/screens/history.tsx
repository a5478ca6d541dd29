import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/http';
import { Failure, Field, timeOf, useAction, useRead, type Screen } from '../parts';
import { yuanOf } from '../rules';
import { text, textOf } from '../text';

interface Sent {
  items: { packetId: string; kind: string; state: string; totalFen: number; createdAt: string }[];
}

interface Received {
  items: { packetId: string; senderId: string; amountFen: number; openedAt: string }[];
}

interface Year {
  year: number;
  sentCount: number;
  sentFen: number;
  receivedCount: number;
  receivedFen: number;
  luckiestCount: number;
}

export function HistoryScreen({ session, show }: Screen) {
  const sent = useRead<Sent>(session, '/v1/packets/sent');
  const received = useRead<Received>(session, '/v1/packets/received');
  const year = useRead<Year>(session, `/v1/packets/statistics?year=${new Date().getFullYear()}`);
  const sums = year.value;
  return (
    <>
      <h1>{text('history')}</h1>
      <Failure>{sent.failure ?? received.failure ?? year.failure}</Failure>
      {sums && (
        <dl class="year">
          <dt>{text('year')}</dt>
          <dd>{sums.year}</dd>
          <dt>{text('sent')}</dt>
          <dd>
            {sums.sentCount} · {yuanOf(sums.sentFen)} {text('yuan')}
          </dd>
          <dt>{text('received')}</dt>
          <dd>
            {sums.receivedCount} · {yuanOf(sums.receivedFen)} {text('yuan')}
          </dd>
          <dt>{text('luckyTimes')}</dt>
          <dd>{sums.luckiestCount}</dd>
        </dl>
      )}
      <h2>{text('received')}</h2>
      <ul class="lines">
        {received.value?.items.map((packet) => (
          <Line
            key={packet.packetId}
            title={`${text('someone')} ${packet.senderId}`}
            at={packet.openedAt}
            fen={packet.amountFen}
            onShow={() => show(packet.packetId)}
          />
        ))}
      </ul>
      <h2>{text('sent')}</h2>
      <ul class="lines">
        {sent.value?.items.map((packet) => (
          <Line
            key={packet.packetId}
            title={`${textOf(packet.kind)} · ${textOf(packet.state)}`}
            at={packet.createdAt}
            fen={-packet.totalFen}
            onShow={() => show(packet.packetId)}
          />
        ))}
      </ul>
      <Nickname session={session} />
    </>
  );
}

function Line({ title, at, fen, onShow }: { title: string; at: string; fen: number; onShow: () => void }) {
  return (
    <li>
      <span>
        {title}
        <small>{timeOf(at)}</small>
      </span>
      <span>{yuanOf(fen)}</span>
      <button type="button" onClick={onShow}>
        {text('openIt')}
      </button>
    </li>
  );
}

function Nickname({ session }: Pick<Screen, 'session'>) {
  const profile = useRead<{ nickname?: string; avatarUrl?: string }>(session, '/v1/profile');
  const [nickname, setNickname] = useState('');
  const [picture, setPicture] = useState('');
  const action = useAction();
  const known = profile.value?.nickname;
  const shown = profile.value?.avatarUrl;
  useEffect(() => setNickname(known ?? ''), [known]);
  useEffect(() => setPicture(shown ?? ''), [shown]);
  const save = (event: Event): void => {
    event.preventDefault();
    action.run(async () => {
      const body = { nickname, avatarUrl: picture };
      await call(session, 'PUT', '/v1/profile', { body });
      profile.again();
    });
  };
  return (
    <form onSubmit={save}>
      <Field label={text('nickname')} value={nickname} onInput={setNickname} />
      <Field label={text('picture')} value={picture} onInput={setPicture} />
      <button disabled={action.busy || nickname.trim() === ''}>{text('save')}</button>
      <Failure>{action.failure}</Failure>
    </form>
  );
}

import { useState } from 'preact/hooks';
import { call } from '../api/http';
import { Choice, Failure, Field, useAction, useRead, type Screen } from '../parts';
import { brokenRule, requestOf, yuanOf, type AudienceKind, type Draft, type Kind } from '../rules';
import { text } from '../text';
import type { Groups } from './groups';

const KINDS: Kind[] = ['LUCKY', 'EQUAL', 'EXCLUSIVE', 'PASSWORD'];
const AUDIENCES: AudienceKind[] = ['LINK', 'GROUP', 'USERS'];

export function SendScreen({ session, balance, refresh, show }: Screen) {
  const groups = useRead<Groups>(session, '/v1/groups');
  const [draft, setDraft] = useState<Draft>({
    kind: 'LUCKY',
    total: '8.88',
    count: 3,
    greeting: text('greetingDefault'),
    password: '',
    audience: 'LINK',
    users: '',
    groupId: '',
  });
  const [seconds, setSeconds] = useState('86400');
  const action = useAction();
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const rule = brokenRule(draft, balance);
  const exclusive = draft.kind === 'EXCLUSIVE';
  const send = (event: Event): void => {
    event.preventDefault();
    action.run(async () => {
      const body = requestOf(draft, Number(seconds));
      const sent = await call<{ packetId: string }>(session, 'POST', '/v1/packets', { body, keyed: true });
      refresh();
      show(sent.packetId);
    });
  };
  return (
    <form onSubmit={send}>
      <h1>{text('send')}</h1>
      <Choice
        label={text('kind')}
        value={draft.kind}
        options={KINDS.map((kind) => [kind, text(kind)])}
        onChange={(kind) => change({ kind: kind as Kind })}
      />
      <Field label={text('total')} value={draft.total} mode="decimal" onInput={(total) => change({ total })} />
      {!exclusive && (
        <Field
          label={text('count')}
          value={String(draft.count)}
          mode="numeric"
          onInput={(count) => change({ count: Number(count) })}
        />
      )}
      <Field label={text('greeting')} value={draft.greeting} onInput={(greeting) => change({ greeting })} />
      {draft.kind === 'PASSWORD' && (
        <Field
          label={text('password')}
          value={draft.password}
          type="password"
          onInput={(password) => change({ password })}
        />
      )}
      {!exclusive && (
        <Choice
          label={text('audience')}
          value={draft.audience}
          options={AUDIENCES.map((kind) => [kind, text(kind)])}
          onChange={(audience) => change({ audience: audience as AudienceKind })}
        />
      )}
      {!exclusive && draft.audience === 'GROUP' && (
        <Choice
          label={text('GROUP')}
          value={draft.groupId}
          options={[['', '—'], ...(groups.value?.items ?? []).map((g): [string, string] => [g.groupId, g.name])]}
          onChange={(groupId) => change({ groupId })}
        />
      )}
      {(exclusive || draft.audience === 'USERS') && (
        <Field label={text('userIds')} value={draft.users} onInput={(users) => change({ users })} />
      )}
      <Choice
        label={text('expiry')}
        value={seconds}
        options={[
          ['86400', text('day')],
          ['3600', text('hour')],
          ['60', text('minute')],
        ]}
        onChange={setSeconds}
      />
      <p role="status" id="rule">
        {rule ? text(rule) : ''}
      </p>
      <button aria-describedby="rule" disabled={action.busy || rule !== undefined}>
        {text('sendNow')}
      </button>
      <p class="small">
        {text('balance')}: {balance === undefined ? '…' : yuanOf(balance)} {text('yuan')}
      </p>
      <Failure>{action.failure}</Failure>
    </form>
  );
}

import { call } from '../api/http';
import { Failure, timeOf, useAction, useRead, type Screen } from '../parts';
import { text, textOf } from '../text';

export interface Message {
  messageId: string;
  kind: string;
  packetId?: string;
  fromUserId?: string;
  text?: string;
  prizeId?: string;
  at: string;
  readAt?: string;
}

export interface Inbox {
  items: Message[];
  unreadCount: number;
}

export function InboxScreen({ session, show, onRead }: Screen & { onRead: (unread: number) => void }) {
  const inbox = useRead<Inbox>(session, '/v1/inbox');
  const action = useAction();
  const first = inbox.value?.items[0];
  const read = (): void =>
    action.run(async () => {
      const body = { upTo: first?.messageId };
      const left = await call<{ unreadCount: number }>(session, 'PUT', '/v1/inbox/read', { body });
      onRead(left.unreadCount);
      inbox.again();
    });
  return (
    <>
      <h1>{text('inbox')}</h1>
      <Failure>{inbox.failure}</Failure>
      {first && (
        <button type="button" class="second" onClick={read} disabled={action.busy}>
          {text('read')}
        </button>
      )}
      <ul class="lines">
        {inbox.value?.items.map((message) => (
          <li key={message.messageId} class={message.readAt ? '' : 'new'}>
            <span>
              {textOf(message.kind)} {message.text && <q>{message.text}</q>}
              <small>
                {message.fromUserId && `${text('someone')} ${message.fromUserId} · `}
                {timeOf(message.at)}
              </small>
            </span>
            {message.packetId && (
              <button type="button" onClick={() => show(message.packetId ?? '', message.prizeId)}>
                {text('openIt')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {inbox.value?.items.length === 0 && <p>{text('nothing')}</p>}
      <Failure>{action.failure}</Failure>
    </>
  );
}

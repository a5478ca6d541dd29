import { useEffect, useMemo, useState } from 'preact/hooks';
import { call } from './api/http';
import { finishSignIn, readConfig, Session, signIn, type SignInConfig } from './api/session';
import { follow } from './api/sse';
import { Network, type Screen } from './parts';
import { GroupsScreen } from './screens/groups';
import { HistoryScreen } from './screens/history';
import { InboxScreen, type Inbox, type Message } from './screens/inbox';
import { PacketScreen } from './screens/packet';
import { SendScreen } from './screens/send';
import { WalletScreen } from './screens/wallet';
import { useSignal } from './state';
import { ring } from './sound';
import { language, text, textOf } from './text';

const TABS = ['wallet', 'send', 'groups', 'inbox', 'history'] as const;
type Tab = (typeof TABS)[number];
const PACKET = /^\/p\/([A-Za-z0-9_-]{24})$/;

export function App() {
  const [config, setConfig] = useState<SignInConfig>();
  const [session, setSession] = useState<Session>();
  const chosen = useSignal(language);
  useEffect(() => {
    document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
    document.title = text('app');
  }, [chosen]);
  useEffect(() => {
    readConfig()
      .then(async (read) => {
        setSession(await finishSignIn(read, () => setSession(undefined)));
        setConfig(read);
      })
      .catch(() => setConfig({ clientId: '', authorizeUrl: '', tokenUrl: '', crowdUrl: '', scope: '' }));
  }, []);
  return (
    <>
      <header>
        <strong>{text('app')}</strong>
        {session && (
          <span>
            {text('someone')} {session.user}
          </span>
        )}
        <button type="button" class="plain" onClick={() => language.set(chosen === 'zh' ? 'en' : 'zh')}>
          {chosen === 'zh' ? 'English' : '中文'}
        </button>
      </header>
      <Network />
      {config && (session ? <Phone session={session} /> : <Door config={config} />)}
    </>
  );
}

/** The page of a browser that is not signed in. It knows nothing of a packet. */
function Door({ config }: { config: SignInConfig }) {
  const packet = PACKET.test(location.pathname);
  return (
    <main class="door">
      <div class="envelope" aria-hidden="true" />
      <h1>{text(packet ? 'waits' : 'app')}</h1>
      <p>{text(packet ? 'waitsMore' : 'welcome')}</p>
      {config.clientId ? (
        <button type="button" onClick={() => void signIn(config)}>
          {text('signIn')}
        </button>
      ) : (
        <p role="alert">{text('noSignIn')}</p>
      )}
    </main>
  );
}

function Phone({ session }: { session: Session }) {
  const [tab, setTab] = useState<Tab>('wallet');
  const [packet, setPacket] = useState<{ id: string; prizeId?: string } | undefined>(() => {
    const id = PACKET.exec(location.pathname)?.[1];
    return id ? { id } : undefined;
  });
  const [balance, setBalance] = useState<number>();
  const [unread, setUnread] = useState(0);
  const [arrived, setArrived] = useState<Message>();
  const [news, setNews] = useState(0);
  const [sound, setSound] = useState(false);

  const show = (id: string, prizeId?: string): void => {
    history.pushState(null, '', `/p/${id}`);
    setArrived(undefined);
    setPacket({ id, prizeId });
  };
  const go = (to: Tab): void => {
    if (location.pathname !== '/') history.pushState(null, '', '/');
    setPacket(undefined);
    setTab(to);
  };
  const reads = useMemo(
    () => ({
      wallet: () =>
        void call<{ balanceFen: number }>(session, 'GET', '/v1/wallet').then(
          (wallet) => setBalance(wallet.balanceFen),
          () => undefined,
        ),
      inbox: () =>
        void call<Inbox>(session, 'GET', '/v1/inbox?limit=1').then(
          (inbox) => setUnread(inbox.unreadCount),
          () => undefined,
        ),
    }),
    [session],
  );

  useEffect(() => {
    const onPop = (): void => {
      const id = PACKET.exec(location.pathname)?.[1];
      setPacket(id ? { id } : undefined);
    };
    addEventListener('popstate', onPop);
    reads.wallet();
    reads.inbox();
    return () => removeEventListener('popstate', onPop);
  }, [reads]);
  useEffect(() => {
    const end = new AbortController();
    void follow(
      session,
      end.signal,
      (event) => {
        const message = JSON.parse(event.data) as Message;
        setUnread((count) => count + 1);
        setNews((count) => count + 1);
        reads.wallet();
        if (message.packetId) setArrived(message);
        if (sound) ring();
      },
      () => {
        reads.inbox();
        setNews((count) => count + 1);
      },
    );
    return () => end.abort();
  }, [session, reads, sound]);

  const screen: Screen = { session, balance, refresh: reads.wallet, show };
  return (
    <>
      <div role="status" class="arrival">
        {arrived?.packetId && arrived.packetId !== packet?.id && (
          <p>
            {textOf(arrived.kind)} {arrived.fromUserId && `· ${text('someone')} ${arrived.fromUserId}`}
            <button type="button" onClick={() => show(arrived.packetId ?? '', arrived.prizeId)}>
              {text('openIt')}
            </button>
          </p>
        )}
      </div>
      <main>
        {packet ? (
          <PacketScreen key={packet.id} {...screen} packetId={packet.id} prizeId={packet.prizeId} news={news} />
        ) : tab === 'wallet' ? (
          <WalletScreen {...screen} />
        ) : tab === 'send' ? (
          <SendScreen {...screen} />
        ) : tab === 'groups' ? (
          <GroupsScreen {...screen} />
        ) : tab === 'inbox' ? (
          <InboxScreen key={news} {...screen} onRead={setUnread} />
        ) : (
          <HistoryScreen {...screen} />
        )}
        <label class="sound">
          <input type="checkbox" checked={sound} onChange={(event) => setSound(event.currentTarget.checked)} />
          {text('sound')}
        </label>
      </main>
      <nav aria-label={text('app')}>
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={!packet && tab === name ? 'page' : undefined}
            onClick={() => go(name)}
          >
            {text(name)}
            {name === 'inbox' && unread > 0 && (
              <span class="badge">
                {unread}
                <span class="hidden"> {text('unread')}</span>
              </span>
            )}
          </button>
        ))}
      </nav>
    </>
  );
}

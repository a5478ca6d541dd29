import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api/http';
import { Failure, useAction, type Screen } from '../parts';
import { text } from '../text';

interface Answer {
  outcome: 'NOTHING' | 'PRIZE';
  sponsor?: string;
  prizeId?: string;
  packetId?: string;
  nextShakeMillis: number;
}

const FORCE_MIN = 18;
const LOST_MILLIS = 3000;

export function Shake({ session, show }: Screen) {
  const [answer, setAnswer] = useState<Answer>();
  const [waits, setWaits] = useState(false);
  const action = useAction();
  const shake = (): void => {
    if (waits) return;
    action.run(async () => {
      setWaits(true);
      let next = LOST_MILLIS;
      try {
        // A lost shake is not repeated: a win is in the inbox.
        const said = await call<Answer>(session, 'POST', '/v1/shake', { repeat: false });
        next = said.nextShakeMillis;
        setAnswer(said);
      } finally {
        setTimeout(() => setWaits(false), next);
      }
    });
  };
  const latest = useRef(shake);
  latest.current = shake;
  useEffect(() => {
    const onMotion = (event: DeviceMotionEvent): void => {
      const a = event.acceleration;
      if (a && Math.hypot(a.x ?? 0, a.y ?? 0, a.z ?? 0) > FORCE_MIN) latest.current();
    };
    const onKey = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key.toLowerCase() === 's' && !typing && !event.ctrlKey && !event.metaKey) latest.current();
    };
    addEventListener('devicemotion', onMotion);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('devicemotion', onMotion);
      removeEventListener('keydown', onKey);
    };
  }, []);
  const press = async (): Promise<void> => {
    // Some browsers give motion only after a press of a button.
    const motion = window.DeviceMotionEvent as unknown as { requestPermission?: () => Promise<string> } | undefined;
    await motion?.requestPermission?.().catch(() => undefined);
    shake();
  };
  return (
    <section>
      <h2>{text('shake')}</h2>
      <p class="small">{text('shakeHint')}</p>
      <button type="button" class="second" onClick={() => void press()} disabled={action.busy || waits}>
        {text('shake')}
      </button>
      <p role="status">
        {answer?.outcome === 'NOTHING' && text('shakeNothing')}
        {answer?.outcome === 'PRIZE' && `${text('shakeWon')} ${answer.sponsor}`}
      </p>
      {answer?.packetId && (
        <button type="button" onClick={() => show(answer.packetId ?? '', answer.prizeId)}>
          {text('openIt')}
        </button>
      )}
      <Failure>{action.failure}</Failure>
    </section>
  );
}

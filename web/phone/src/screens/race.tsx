import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../api/session';
import { Failure, useAction } from '../parts';
import { yuanOf } from '../rules';
import { text } from '../text';

const USERS = 30;
const LOOK_MILLIS = 400;

interface Race {
  order: { userId: string; amountFen: number }[];
  late: number;
  openedFen: number;
  totalFen: number;
  gapFen: number;
}

/** A button of the local stack: simulated users race for this packet, and the list shows each open as it happens. */
export function RaceButton({ session, packetId, again }: { session: Session; packetId: string; again: () => void }) {
  const [race, setRace] = useState<Race>();
  const action = useAction();
  const runs = action.busy;
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(again, LOOK_MILLIS);
    return () => clearInterval(timer);
  }, [runs, again]);
  const start = (): void =>
    action.run(async () => {
      try {
        const answer = await fetch(session.config.crowdUrl, {
          method: 'POST',
          body: new URLSearchParams({ packet: packetId, users: String(USERS) }),
          credentials: 'omit',
        });
        if (!answer.ok) throw new Error(answer.statusText);
        setRace((await answer.json()) as Race);
      } finally {
        again();
      }
    });
  return (
    <section>
      {!race && (
        <button type="button" onClick={start} disabled={runs}>
          {text(runs ? 'racing' : 'race')}
        </button>
      )}
      <div role="status">
        {race && (
          <>
            <ol class="race">
              {race.order.map((runner) => (
                <li key={runner.userId}>
                  {text('someone')} {runner.userId} · {yuanOf(runner.amountFen)} {text('yuan')}
                </li>
              ))}
            </ol>
            <p>
              {race.late} {text('cameLate')} {yuanOf(race.openedFen)}/{yuanOf(race.totalFen)} {text('yuan')} ·{' '}
              {text('gap')} {yuanOf(race.gapFen)} {text('yuan')}
            </p>
          </>
        )}
      </div>
      <Failure>{action.failure}</Failure>
    </section>
  );
}

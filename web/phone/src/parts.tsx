import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { call, offline, Refused, waitingUntil } from './api/http';
import type { Session } from './api/session';
import { useSignal } from './state';
import { text, textOf } from './text';

/** What every screen gets. */
export interface Screen {
  session: Session;
  balance: number | undefined;
  /** Reads the wallet again. */
  refresh: () => void;
  /** Shows a packet. */
  show: (packetId: string, prizeId?: string) => void;
}

export function words(failure: unknown): string {
  return failure instanceof Refused ? textOf(failure.code, text('failed')) : text('failed');
}

/** Reads a path once, and again when asked or when there are news. */
export function useRead<T>(session: Session, path: string, news = 0): { value?: T; failure?: string; again: () => void } {
  const [state, setState] = useState<{ value?: T; failure?: string }>({});
  const again = useCallback(() => {
    call<T>(session, 'GET', path).then(
      (value) => setState({ value }),
      (failure: unknown) => setState((before) => ({ ...before, failure: words(failure) })),
    );
  }, [session, path]);
  useEffect(again, [again, news]);
  return { ...state, again };
}

/** Runs one action at a time and keeps its failure for the screen. */
export function useAction(): { busy: boolean; failure: string; run: (action: () => Promise<void>) => void } {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const run = (action: () => Promise<void>): void => {
    if (busy) return;
    setBusy(true);
    setFailure('');
    action()
      .catch((problem: unknown) => setFailure(words(problem)))
      .finally(() => setBusy(false));
  };
  return { busy, failure, run };
}

export function Failure({ children }: { children?: ComponentChildren }) {
  return (
    <p role="alert" class="failure">
      {children}
    </p>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  mode?: 'decimal' | 'numeric' | 'text';
  type?: 'text' | 'password';
}

export function Field({ label, value, onInput, mode, type }: FieldProps) {
  return (
    <label>
      {label}
      <input
        type={(type ?? 'text') as 'text'}
        inputMode={mode ?? 'text'}
        autocomplete="off"
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: [string, string][];
  onChange: (value: string) => void;
}

export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A user's picture. It may be on any host, so the request tells that host nothing of the page. */
export function Picture({ url }: { url?: string | null }) {
  return url?.startsWith('https://') ? (
    <img class="picture" src={url} alt="" width={32} height={32} loading="lazy" referrerpolicy="no-referrer" />
  ) : null;
}

/** The network's state and the time until the app asks again. */
export function Network() {
  const until = useSignal(waitingUntil);
  const lost = useSignal(offline);
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!until) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [until]);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  return (
    <p role="status" class="network">
      {lost ? text('offline') : until ? `${text('again')} ${left} ${text('seconds')}` : ''}
    </p>
  );
}

export function timeOf(iso: string): string {
  return new Date(iso).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
}

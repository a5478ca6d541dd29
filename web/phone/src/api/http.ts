import { keyFor, settled } from './keys';
import { Session } from './session';
import { delay, signal } from '../state';

/** An answer that is not a success, or that never came. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super(code);
  }
}

/** The time at which the app may ask again, in milliseconds; 0 while nothing waits. The screen counts down to it. */
export const waitingUntil = signal(0);
export const offline = signal(false);

const TRIES_MAX = 5;
const BACK_OFF_MILLIS = 500;
const BACK_OFF_MILLIS_MAX = 30_000;
const BUDGET_FLOOR = 10;
const MINUTE = 60_000;

/** A random time of exponentially growing range; tries counts from 1. */
export function backOffMillis(tries: number, random = Math.random): number {
  return random() * Math.min(BACK_OFF_MILLIS_MAX, BACK_OFF_MILLIS * 2 ** tries);
}

/** At most one retry in ten requests of the last minute, beyond a few. */
export class RetryBudget {
  private requests: number[] = [];
  private retries: number[] = [];

  constructor(private readonly now = Date.now) {}

  asked(): void {
    this.requests.push(this.now());
  }

  takes(): boolean {
    const since = this.now() - MINUTE;
    this.requests = this.requests.filter((at) => at > since);
    this.retries = this.retries.filter((at) => at > since);
    if (this.retries.length >= BUDGET_FLOOR + this.requests.length / 10) {
      return false;
    }
    this.retries.push(this.now());
    return true;
  }
}

const budget = new RetryBudget();

export interface Options {
  body?: unknown;
  /** Whether the call takes an Idempotency-Key. */
  keyed?: boolean;
  /** Whether a repeat is safe. A lost shake is not repeated. */
  repeat?: boolean;
}

/** Asks the public API by the rules for clients: docs/clients.md. */
export async function call<T>(session: Session, method: string, path: string, options: Options = {}): Promise<T> {
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const key = options.keyed ? await keyFor(session.user, path, body ?? '') : undefined;
  let renewed = false;
  for (let tries = 1; ; tries++) {
    const answer = await once(session, method, path, body, key?.value);
    if (answer && answer.status < 300) {
      if (key) settled(key);
      return (answer.status === 204 ? undefined : await answer.json()) as T;
    }
    const problem = answer ? await read(answer) : undefined;
    if (answer?.status === 401 && !renewed && (await session.renew())) {
      renewed = true;
      continue;
    }
    const mayRepeat = !answer || [408, 429, 500, 503].includes(answer.status);
    if (answer && key && [400, 403, 422].includes(answer.status)) settled(key);
    if (!mayRepeat || options.repeat === false || tries >= TRIES_MAX || !budget.takes()) {
      throw new Refused(answer?.status ?? 0, problem?.code ?? 'NO_ANSWER', problem?.detail ?? '');
    }
    if (problem?.code === 'SWITCHED_OFF') {
      throw new Refused(503, problem.code, problem.detail);
    }
    await pause(problem?.retryAfterMillis ?? backOffMillis(tries), answer !== undefined);
  }
}

async function once(
  session: Session,
  method: string,
  path: string,
  body: string | undefined,
  key: string | undefined,
): Promise<Response | undefined> {
  const headers: Record<string, string> = { Authorization: `Bearer ${await session.token()}` };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  budget.asked();
  try {
    const answer = await fetch(path, { method, headers, body, cache: 'no-store', signal: AbortSignal.timeout(15_000) });
    offline.set(false);
    return answer;
  } catch {
    offline.set(true);
    return undefined;
  }
}

interface Problem {
  code: string;
  detail: string;
  retryAfterMillis?: number;
}

async function read(answer: Response): Promise<Problem> {
  try {
    return (await answer.json()) as Problem;
  } catch {
    return { code: 'NO_ANSWER', detail: '' };
  }
}

/** Waits as told. Without a network it waits until there is one. */
async function pause(millis: number, told: boolean): Promise<void> {
  if (told) waitingUntil.set(Date.now() + millis);
  await delay(millis);
  if (!told && !navigator.onLine) {
    await new Promise((resolve) => addEventListener('online', resolve, { once: true }));
  }
  if (told) waitingUntil.set(0);
}

import { backOffMillis } from './http';
import { Session } from './session';
import { delay } from '../state';

export interface ServerEvent {
  event: string;
  id?: string;
  data: string;
  retry?: number;
}

/** Cuts a stream of Server-Sent Events into events, also where a piece ends within a line. */
export class SseParser {
  private rest = '';
  private lines: string[] = [];

  feed(piece: string): ServerEvent[] {
    const all = (this.rest + piece).split(/\r\n|\n|\r/);
    this.rest = all.pop() ?? '';
    const events: ServerEvent[] = [];
    for (const line of all) {
      if (line !== '') {
        this.lines.push(line);
      } else if (this.lines.length > 0) {
        const event = this.event();
        if (event) events.push(event);
        this.lines = [];
      }
    }
    return events;
  }

  private event(): ServerEvent | undefined {
    const event: ServerEvent = { event: 'message', data: '' };
    const data: string[] = [];
    for (const line of this.lines) {
      const colon = line.indexOf(':');
      if (colon === 0) continue;
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') event.event = value;
      if (field === 'id') event.id = value;
      if (field === 'data') data.push(value);
      if (field === 'retry' && /^\d+$/.test(value)) event.retry = Number(value);
    }
    event.data = data.join('\n');
    return data.length > 0 || event.event !== 'message' ? event : undefined;
  }
}

/**
 * Follows the user's events until the signal aborts. EventSource cannot send a token, so this reads a fetch.
 * onEvent gets each event, and onReset asks for the inbox to be read anew.
 */
export async function follow(
  session: Session,
  end: AbortSignal,
  onEvent: (event: ServerEvent) => void,
  onReset: () => void,
): Promise<void> {
  let last: string | undefined;
  let failures = 0;
  while (!end.aborted) {
    let wait = -1;
    try {
      const headers: Record<string, string> = { Authorization: `Bearer ${await session.token()}` };
      if (last) headers['Last-Event-ID'] = last;
      const answer = await fetch('/v1/events', { headers, cache: 'no-store', signal: end });
      if (answer.status === 401) await session.renew();
      if (answer.ok && answer.body) {
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        const parser = new SseParser();
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
          failures = 0;
          for (const event of parser.feed(piece.value)) {
            last = event.id ?? last;
            if (event.event === 'bye') {
              wait = event.retry ?? 0;
              if (event.data.includes('TOKEN_EXPIRED')) await session.renew();
            } else if (event.event === 'reset') {
              onReset();
            } else {
              onEvent(event);
            }
          }
        }
      } else {
        const problem = (await answer.json()) as { retryAfterMillis?: number };
        wait = problem.retryAfterMillis ?? -1;
      }
    } catch {
      // The connection was lost. The next stream goes on after the last event.
    }
    failures++;
    if (!end.aborted) await delay(wait >= 0 ? wait : backOffMillis(failures));
  }
}

import type { TextKey } from './text';

export type Kind = 'LUCKY' | 'EQUAL' | 'EXCLUSIVE' | 'PASSWORD';
export type AudienceKind = 'LINK' | 'GROUP' | 'USERS';

export interface Draft {
  kind: Kind;
  total: string;
  count: number;
  greeting: string;
  password: string;
  audience: AudienceKind;
  users: string;
  groupId: string;
}

const SHARE_FEN_MAX = 20_000;
const COUNT_MAX = 500;
const GREETING_MAX = 60;
const PASSWORD_MAX = 32;

/** Whole fen, or undefined where the text is no amount. */
export function fenOf(yuan: string): number | undefined {
  const parts = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(yuan.trim());
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : undefined;
}

export function yuanOf(fen: number): string {
  const sign = fen < 0 ? '−' : '';
  const whole = Math.abs(fen);
  return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}

export function usersOf(text: string): string[] {
  return text.split(/[\s,，]+/).filter((id) => id !== '');
}

function length(text: string): number {
  return [...new Intl.Segmenter().segment(text.normalize('NFC'))].length;
}

/** The first rule that a draft breaks, as the server would. */
export function brokenRule(draft: Draft, balanceFen: number | undefined): TextKey | undefined {
  const total = fenOf(draft.total);
  const count = draft.kind === 'EXCLUSIVE' ? 1 : draft.count;
  if (total === undefined) return 'ruleAmount';
  if (!Number.isInteger(count) || count < 1 || count > COUNT_MAX) return 'ruleCount';
  if (total < count || total > count * SHARE_FEN_MAX) return 'ruleTotal';
  if (draft.kind === 'EQUAL' && total % count !== 0) return 'ruleEqual';
  if (length(draft.greeting) > GREETING_MAX) return 'ruleGreeting';
  if (draft.kind === 'PASSWORD' && (draft.password === '' || length(draft.password) > PASSWORD_MAX)) {
    return 'rulePassword';
  }
  const users = usersOf(draft.users);
  const wellFormed = users.every((id) => /^[1-9]\d{0,18}$/.test(id));
  if (draft.kind === 'EXCLUSIVE' && (users.length !== 1 || !wellFormed)) return 'ruleOne';
  if (draft.kind !== 'EXCLUSIVE' && draft.audience === 'USERS' && (users.length === 0 || !wellFormed)) {
    return 'ruleUsers';
  }
  if (draft.kind !== 'EXCLUSIVE' && draft.audience === 'GROUP' && draft.groupId === '') return 'ruleGroup';
  if (balanceFen !== undefined && total > balanceFen) return 'ruleMoney';
  return undefined;
}

/** The body of the send. */
export function requestOf(draft: Draft, expiresInSeconds: number): object {
  const exclusive = draft.kind === 'EXCLUSIVE';
  const audience =
    exclusive || draft.audience === 'USERS'
      ? { kind: 'USERS', userIds: usersOf(draft.users) }
      : draft.audience === 'GROUP'
        ? { kind: 'GROUP', groupId: draft.groupId }
        : { kind: 'LINK' };
  return {
    kind: draft.kind,
    totalFen: fenOf(draft.total),
    count: exclusive ? 1 : draft.count,
    greeting: draft.greeting || undefined,
    password: draft.kind === 'PASSWORD' ? draft.password : undefined,
    audience,
    expiresInSeconds,
  };
}

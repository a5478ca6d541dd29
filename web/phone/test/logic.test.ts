import assert from 'node:assert/strict';
import test from 'node:test';

const kept = new Map<string, string>();
const store = {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => void kept.set(name, value),
  removeItem: (name: string) => void kept.delete(name),
} as unknown as Storage;
// The modules read the browser's language when they load.
Object.defineProperty(globalThis, 'navigator', { value: { language: 'en', onLine: true } });
Object.defineProperty(globalThis, 'localStorage', { value: store });

const { backOffMillis, call, RetryBudget } = await import('../src/api/http');
const { keyFor, settled } = await import('../src/api/keys');
const { SseParser } = await import('../src/api/sse');
const { brokenRule, fenOf, requestOf, yuanOf } = await import('../src/rules');

const draft = {
  kind: 'LUCKY' as const,
  total: '1.00',
  count: 3,
  greeting: '',
  password: '',
  audience: 'LINK' as const,
  users: '',
  groupId: '',
};

test('a stream is cut into events wherever its pieces end', () => {
  const stream = ': beat\n\nid: 7\ndata: {"a":1}\n\nevent: bye\nretry: 250\ndata: {"reason":"SHUTDOWN"}\n\nevent: reset\ndata: x\r\n\r\n';
  for (const size of [1, 3, stream.length]) {
    const parser = new SseParser();
    const events = [];
    for (let at = 0; at < stream.length; at += size) events.push(...parser.feed(stream.slice(at, at + size)));
    assert.deepEqual(events.map((event) => [event.event, event.id, event.data, event.retry]), [
      ['message', '7', '{"a":1}', undefined],
      ['bye', undefined, '{"reason":"SHUTDOWN"}', 250],
      ['reset', undefined, 'x', undefined],
    ]);
  }
});

test('a key lasts until its action is answered, and belongs to one body of one user', async () => {
  const key = await keyFor('1', '/v1/packets', '{"password":"secret"}', store);
  assert.deepEqual(await keyFor('1', '/v1/packets', '{"password":"secret"}', store), key);
  assert.notEqual((await keyFor('1', '/v1/packets', '{}', store)).value, key.value);
  assert.notEqual((await keyFor('2', '/v1/packets', '{"password":"secret"}', store)).value, key.value);
  assert.ok(![...kept.entries()].flat().some((text) => text.includes('secret')));
  settled(key, store);
  assert.notEqual((await keyFor('1', '/v1/packets', '{"password":"secret"}', store)).value, key.value);
});

test('a lost answer is asked for again with the same key', async () => {
  const keys: string[] = [];
  const answers = [
    () => Promise.reject(new Error('lost')),
    () => Promise.resolve(new Response('{"code":"OVERLOADED","detail":"","retryAfterMillis":1}', { status: 503 })),
    () => Promise.resolve(new Response('{"topUpId":"1"}', { status: 201 })),
  ];
  globalThis.fetch = ((_path: string, init: { headers: Record<string, string> }) => {
    keys.push(init.headers['Idempotency-Key'] ?? '');
    return answers[keys.length - 1]!();
  }) as unknown as typeof fetch;
  const session = { user: '1', token: async () => 't', renew: async () => false } as never;
  const said = await call<{ topUpId: string }>(session, 'POST', '/v1/wallet/top-ups', {
    body: { amountFen: 1 },
    keyed: true,
  });
  assert.equal(said.topUpId, '1');
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 1);
});

test('back-off is random up to a bound, and retries have a budget', () => {
  assert.equal(backOffMillis(1, () => 0.5), 500);
  assert.equal(backOffMillis(20, () => 1), 30_000);
  let now = 0;
  const budget = new RetryBudget(() => now);
  let taken = 0;
  while (budget.takes()) taken++;
  assert.equal(taken, 10);
  now = 60_001;
  assert.ok(budget.takes());
});

test('the rules of the server are told before it refuses', () => {
  assert.equal(fenOf('8.8'), 880);
  assert.equal(fenOf('1.234'), undefined);
  assert.equal(yuanOf(-105), '−1.05');
  assert.equal(brokenRule(draft, 100), undefined);
  assert.equal(brokenRule(draft, 99), 'ruleMoney');
  assert.equal(brokenRule({ ...draft, total: '0.02' }, 100), 'ruleTotal');
  assert.equal(brokenRule({ ...draft, kind: 'EQUAL' }, 100), 'ruleEqual');
  assert.equal(brokenRule({ ...draft, kind: 'EXCLUSIVE', users: '1,2' }, 100), 'ruleOne');
  assert.equal(brokenRule({ ...draft, kind: 'PASSWORD' }, 100), 'rulePassword');
  assert.equal(brokenRule({ ...draft, greeting: '福'.repeat(61) }, 100), 'ruleGreeting');
  assert.deepEqual(JSON.parse(JSON.stringify(requestOf({ ...draft, kind: 'EXCLUSIVE', users: '7' }, 60))), {
    kind: 'EXCLUSIVE',
    totalFen: 100,
    count: 1,
    audience: { kind: 'USERS', userIds: ['7'] },
    expiresInSeconds: 60,
  });
});

/** The key of one action of the user, kept until the action is answered, also across a restart of the page. */
export interface Key {
  name: string;
  value: string;
}

/** The same action gives the same key. Another body, such as another amount, is another action. */
export async function keyFor(user: string, path: string, body: string, store: Storage = localStorage): Promise<Key> {
  // Only a digest is kept, because a body may hold a password.
  const bytes = new TextEncoder().encode(`${user} ${path} ${body}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const name = `key-${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  const value = store.getItem(name) ?? crypto.randomUUID();
  store.setItem(name, value);
  return { name, value };
}

/** The action is answered for good. The next one like it is another action. */
export function settled(key: Key, store: Storage = localStorage): void {
  store.removeItem(key.name);
}

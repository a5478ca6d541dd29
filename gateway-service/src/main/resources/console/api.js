// Calls of the operators' API. The token stays in this module's memory, and nowhere else.
let token = "";

export function signIn(text) {
  token = text.trim();
}

export function signOut() {
  token = "";
}

export function isSignedIn() {
  return token !== "";
}

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.code ? `${problem.code}: ${problem.detail}` : `status ${status}`);
    this.status = status;
    this.code = problem.code ?? "";
    this.retryAfterMillis = problem.retryAfterMillis ?? 0;
  }
}

/** Sends a request; throws a Refusal for any answer but a 2xx. */
export async function call(method, path, body, key) {
  const headers = { Authorization: `Bearer ${token}`, Accept: "application/json" };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (key !== undefined) {
    headers["Idempotency-Key"] = key;
  }
  const answer = await fetch(`/ops/v1/${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
  });
  const text = await answer.text();
  let json = {};
  try {
    json = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new Refusal(answer.status, {});
  }
  if (!answer.ok) {
    throw new Refusal(answer.status, json);
  }
  return json;
}

export function get(path) {
  return call("GET", path);
}

export function newKey() {
  return crypto.randomUUID();
}

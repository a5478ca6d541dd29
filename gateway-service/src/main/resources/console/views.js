// The views of the system. Each has a fixed part, made once, and a live part, which is made again when the polled
// answers change.
import { call, get, newKey } from "./api";
import { button, field, form, h, state, table, yuan } from "./dom";

/** The commits of each set as the poll before saw them. */
const seen = new Map();

/** Commits a second since the poll before; undefined at first, and after a restart of the primary. */
function rateOf({ setId, primary, commits }) {
  const now = performance.now();
  const before = seen.get(setId);
  seen.set(setId, { primary, commits, at: now });
  if (before === undefined || before.primary !== primary || before.commits > commits || now === before.at) {
    return undefined;
  }
  return Math.round((1000 * (commits - before.commits)) / (now - before.at));
}

export const sets = {
  title: "Sets",
  load: async () => {
    const { items } = await get("sets");
    return { items: items.map((set) => ({ ...set, rate: rateOf(set) })) };
  },
  live: ({ items }, { change }) => [
    table(
      "Sets",
      [
        ["Set", (set) => set.setId],
        ["State", (set) => state(set.state === "OPEN", set.state)],
        ["Why", (set) => set.why],
        ["Since", (set) => set.since],
        ["Primary", (set) => (set.primary ? set.primary : state(false, "none"))],
        ["Replicas", (set) => set.replicas.map((replica) => `${replica.address} ${replica.lagMillis ?? "?"} ms behind`).join(", ")],
        ["Owner", (set) => set.owner ?? ""],
        ["Commits a second", (set) => set.rate],
        ["Commits", (set) => state(set.accepting, set.accepting ? "on two machines" : "wait")],
        [
          "Change",
          (set) =>
            h(
              "span",
              {},
              Object.entries(COST_OF_STATE)
                .filter(([next]) => next !== set.state)
                .map(([next, cost]) =>
                  button(next, () => change(`${set.setId}: ${next}`, cost, (reason) => call("PUT", `sets/${set.setId}/state`, { state: next, reason }))),
                ),
            ),
        ],
      ],
      items,
    ),
  ],
};

const COST_OF_STATE = {
  OPEN: "New packets start on this set again.",
  MASKED: "No new packets start on this set. Its packets are still served, and it drains as they end.",
  DOWN: "The set serves nothing: its packets answer 503 until it is open again.",
};

export const switches = {
  title: "Switches",
  load: () => get("switches"),
  live: ({ items }, { change }) => [
    table(
      "Degrade switches",
      [
        ["Switch", (one) => one.name],
        ["State", (one) => state(one.on, one.on ? "on" : "off")],
        ["Why", (one) => one.why],
        ["Since", (one) => one.since ?? ""],
        ["Cost while off", (one) => one.cost],
        [
          "Change",
          (one) =>
            button(one.on ? "Turn off" : "Turn on", () =>
              change(`${one.name}: ${one.on ? "off" : "on"}`, one.on ? one.cost : "The part works again within 2 s.", (reason) =>
                call("PUT", `switches/${one.name}`, { on: !one.on, reason }),
              ),
            ),
        ],
      ],
      items,
    ),
  ],
};

export const money = {
  title: "Money",
  load: async () => {
    const [funds, reconciliation, letters] = await Promise.all([get("funds"), get("reconciliation"), get("dead-letters")]);
    return { funds, reconciliation, letters };
  },
  live: ({ funds, reconciliation, letters }, { change }) => [
    table(
      "Funds (yuan)",
      [
        ["Wallets", (row) => yuan(row.walletsFen)],
        ["Escrow", (row) => yuan(row.escrowFen)],
        ["Withdrawn", (row) => yuan(row.withdrawnFen)],
        ["Topped up", (row) => yuan(row.toppedUpFen)],
        ["Corrections", (row) => yuan(row.correctionsFen)],
        ["Gap", (row) => state(row.gapFen === 0, yuan(row.gapFen))],
        ["Sums", (row) => { const well = row.walletsFen + row.escrowFen + row.withdrawnFen === row.toppedUpFen + row.correctionsFen; return state(well, well ? "agree" : "differ"); }],
      ],
      [funds],
    ),
    h("p", {}, `Reconciliation: ${reconciliation.transfersCompared} transfers compared, ${reconciliation.repaired} repaired, `, state(reconciliation.open === 0, `${reconciliation.open} open`), "."),
    button("Reconcile now", () => change("Reconcile now", "Compares the whole ledger with all sets. It takes a while.", (reason) => call("POST", "reconciliation", { reason }))),
    table(
      "Findings",
      [
        ["Kind", (one) => one.kind],
        ["Subject", (one) => one.packetId ?? one.subject ?? ""],
        ["User", (one) => one.userId ?? ""],
        ["Yuan", (one) => yuan(one.fen)],
        ["Since", (one) => one.since],
        ["What to do", (one) => one.advice],
      ],
      reconciliation.findings,
    ),
    table(
      "Dead letters",
      [
        ["Topic", (one) => one.topic],
        ["Place", (one) => `${one.partition}/${one.offset}`],
        ["At", (one) => one.at],
        ["Reason", (one) => one.reason],
      ],
      letters.items,
    ),
    letters.items.length > 0
      ? button("Send again", () => change("Send dead letters again", "Publishes at most 100 letters on their topics of origin.", (reason) => call("POST", "dead-letters/resend", { reason })))
      : null,
  ],
};

const known = new Set();

export const campaigns = {
  title: "Campaigns",
  fixed: ({ act }) => [
    form("Show", [field("Campaign", "campaignId", { required: true, inputmode: "numeric" })], ({ campaignId }) => act(async () => {
      await get(`campaigns/${encodeURIComponent(campaignId)}`);
      known.add(campaignId);
    })),
    h("h2", {}, "Create"),
    form(
      "Create",
      [
        field("Name", "name", { required: true }),
        field("Sponsor", "sponsorId", { required: true, inputmode: "numeric" }),
        field("Fen of a prize", "amountFen", { required: true, type: "number", min: 1, max: 20000 }),
        field("Prizes", "quantity", { required: true, type: "number", min: 1 }),
        field("Minutes", "minutes", { required: true, type: "number", min: 1, value: 60 }),
        field("Prizes a user", "perUserCap", { required: true, type: "number", min: 1, value: 1 }),
        field("Seconds to open a prize", "claimSeconds", { required: true, type: "number", min: 1, value: 86400 }),
        field("Reason", "reason", { maxlength: 200 }),
      ],
      (values) => act(() => create(values)),
    ),
  ],
  load: () => Promise.all([...known].map((id) => get(`campaigns/${id}`))),
  live: (items, { change }) => [
    table(
      "Campaigns of this session",
      [
        ["Campaign", (one) => one.campaignId],
        ["State", (one) => one.state],
        ["Budget", (one) => yuan(one.budgetFen)],
        ["Prizes", (one) => one.prizesTotal],
        ["Allocated", (one) => one.dealt],
        ["Won", (one) => one.won],
        ["Opened", (one) => one.opened],
        ["Opened yuan", (one) => yuan(one.openedFen)],
        ["Returned yuan", (one) => yuan(one.returnedFen)],
        [
          "Change",
          (one) =>
            h("span", {}, ["PAUSED", "RUNNING", "ENDED"].filter((next) => next !== one.state && one.state !== "SETTLED").map((next) =>
              button(next, () => change(`Campaign ${one.campaignId}: ${next}`, COST_OF_CAMPAIGN[next], (reason) => call("PUT", `campaigns/${one.campaignId}/state`, { state: next, reason }))),
            )),
        ],
      ],
      items,
    ),
  ],
};

const COST_OF_CAMPAIGN = {
  PAUSED: "Shakes win nothing of this campaign until it runs again.",
  RUNNING: "The remaining prizes are spread over the rest of the window.",
  ENDED: "No more prizes are given out. This cannot be undone.",
};

let campaignKey = newKey();

async function create(values) {
  const now = Date.now();
  const amountFen = Number(values.amountFen);
  const quantity = Number(values.quantity);
  const created = await call(
    "POST",
    "campaigns",
    {
      name: values.name,
      sponsorId: values.sponsorId,
      budgetFen: amountFen * quantity,
      prizes: [{ kind: "CASH", amountFen, quantity }],
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + Number(values.minutes) * 60000).toISOString(),
      perUserCap: Number(values.perUserCap),
      claimSeconds: Number(values.claimSeconds),
      reason: values.reason || undefined,
    },
    campaignKey,
  );
  campaignKey = newKey();
  known.add(created.campaignId);
}

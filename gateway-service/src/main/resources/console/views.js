// The views. Each has a fixed part, made once, and a live part, which is made again when the polled answers change.
import { call, get, newKey } from "./api";
import { button, field, form, h, table, yuan } from "./dom";

const state = (good, text) => h("span", { class: good ? "good" : "bad" }, text);

export const sets = {
  title: "Sets",
  load: () => get("sets"),
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
      reason: values.reason || undefined,
    },
    campaignKey,
  );
  campaignKey = newKey();
  known.add(created.campaignId);
}

let asked = null;

export const desk = {
  title: "Support desk",
  fixed: ({ act }) => [
    form("Find the user", [field("User", "user", { required: true, inputmode: "numeric" })], ({ user }) => act(async () => { asked = `users/${encodeURIComponent(user)}`; })),
    form("Find the packet", [field("Packet", "packet", { required: true })], ({ packet }) => act(async () => { asked = `packets/${encodeURIComponent(packet)}`; })),
    form("Find the key", [field("User", "user", { required: true, inputmode: "numeric" }), field("Key", "key", { required: true })], ({ user, key }) => act(async () => { asked = `keys/${encodeURIComponent(user)}/${encodeURIComponent(key)}`; })),
  ],
  load: () => (asked === null ? Promise.resolve(null) : get(asked)),
  live: (found, context) => (found === null ? [] : found.entries ? userView(found, context) : found.log ? packetView(found) : keyView(found)),
};

const ENTRY = [
  ["At", (one) => one.at],
  ["Kind", (one) => one.kind],
  ["Yuan", (one) => yuan(one.amountFen)],
  ["Balance after", (one) => (one.balanceAfterFen === undefined ? "" : yuan(one.balanceAfterFen))],
  ["Packet", (one) => one.packetId ?? ""],
  ["Transfer", (one) => one.transferId],
];

function userView(user, { change }) {
  const frozen = user.state === "FROZEN";
  const by = user.frozenBy ? `operator ${user.frozenBy}` : "reconciliation";
  return [
    h("h2", {}, `User ${user.userId}`),
    h("p", {}, "State: ", state(!frozen, user.state), frozen ? `, by ${by}: ${user.frozenReason ?? ""}` : "", `. Balance: ${yuan(user.balanceFen)} yuan.`),
    button(frozen ? "Unfreeze" : "Freeze", () =>
      change(
        frozen ? `Unfreeze user ${user.userId}` : `Freeze user ${user.userId}`,
        frozen ? "The user pays again." : "The user sends and withdraws nothing, and still receives.",
        (reason) => call("PUT", `users/${user.userId}/state`, { state: frozen ? "ACTIVE" : "FROZEN", reason }),
        !frozen,
      ),
    ),
    table("Last entries", ENTRY, user.entries),
    table("Last packets", ENTRY, user.packets),
  ];
}

function packetView(packet) {
  return [
    h("h2", {}, `Packet ${packet.packetId}`),
    h("p", {}, `${packet.kind} of ${yuan(packet.totalFen)} yuan in ${packet.count} shares, from user ${packet.senderId}, for ${packet.audience}. State ${packet.state} on ${packet.setId}, owner ${packet.owner ?? "unknown"}. Created ${packet.createdAt}, expires ${packet.expiresAt}.`),
    table("Log", [["No.", (one) => one.sequence], ["User", (one) => one.userId ?? "the rest, to the sender"], ["Yuan", (one) => yuan(one.amountFen)], ["At", (one) => one.at]], packet.log),
    packet.ledger === undefined
      ? h("p", { class: "bad" }, "The ledger does not answer.")
      : table("Ledger", [["Account", (one) => one.account], ["User", (one) => one.userId ?? ""], ["Kind", (one) => one.kind], ["Yuan", (one) => yuan(one.amountFen)], ["At", (one) => one.at]], packet.ledger),
  ];
}

function keyView(found) {
  return [table(`Key ${found.key} of user ${found.userId}`, ENTRY, [found])];
}

let correctionKey = newKey();

export const corrections = {
  title: "Corrections",
  fixed: ({ act }) => [
    h("p", {}, "A correction moves money only after a second operator has approved it."),
    form(
      "Ask for it",
      [
        field("User", "userId", { required: true, inputmode: "numeric" }),
        field("Fen, signed", "amountFen", { required: true, type: "number", step: 1 }),
        field("Reason", "reason", { required: true, maxlength: 200 }),
      ],
      (values) => act(async () => {
        await call("POST", "corrections", { ...values, amountFen: Number(values.amountFen) }, correctionKey);
        correctionKey = newKey();
      }),
    ),
  ],
  load: () => get("corrections"),
  live: ({ items }, { change }) => [
    table(
      "Newest corrections",
      [
        ["At", (one) => one.requestedAt],
        ["User", (one) => one.userId],
        ["Yuan", (one) => yuan(one.amountFen)],
        ["Reason", (one) => one.reason],
        ["Asked by", (one) => one.requestedBy],
        ["State", (one) => (one.state === "APPLIED" ? `APPLIED by ${one.approvedBy}` : button("Approve", () =>
          change(`Approve ${yuan(one.amountFen)} yuan for user ${one.userId}`, one.reason, (reason) => call("POST", `corrections/${one.correctionId}/approval`, { reason }))))],
      ],
      items,
    ),
  ],
};

export const auditLog = {
  title: "Audit log",
  load: () => get("audit-log?limit=100"),
  live: ({ items }) => [
    table(
      "Changes by operators",
      [
        ["At", (one) => one.at],
        ["Operator", (one) => one.operatorId],
        ["Action", (one) => one.action],
        ["Subject", (one) => one.subject],
        ["Detail", (one) => one.detail ?? ""],
        ["Reason", (one) => one.reason ?? ""],
      ],
      items,
    ),
  ],
};

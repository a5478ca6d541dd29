// The views of users and operators: support desk, corrections, audit log. They are built like those of the system.
import { call, get, newKey } from "./api";
import { button, field, form, h, state, table, yuan } from "./dom";

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

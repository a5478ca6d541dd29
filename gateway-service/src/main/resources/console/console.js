// Sign-in, the tabs, and the polling of the view that is shown.
import { get, isSignedIn, signIn, signOut } from "./api";
import { button, field, form, h } from "./dom";
import { auditLog, corrections, desk } from "./desk";
import * as views from "./views";

const POLL_MILLIS = 2000;
const VIEWS = [views.sets, views.switches, views.money, views.campaigns, desk, corrections, auditLog];

const element = (id) => document.getElementById(id);
const status = element("status");
const dialog = element("dialog");
let shown = VIEWS[0];
let live = null;
let answered = "";
let timer = 0;

function tell(text, isBad) {
  if (status.textContent !== text) {
    status.textContent = text;
  }
  status.className = isBad ? "bad" : "";
}

function tellFailure(failure) {
  if (failure.status === 401) {
    leave();
    tell("The token is not valid, or has expired. Sign in again.", true);
  } else {
    tell(failure.message, true);
  }
}

/** Makes a change or a search at once, and shows its result. */
async function act(work) {
  try {
    await work();
    tell("Done.", false);
    await refresh(true);
  } catch (failure) {
    tellFailure(failure);
  }
}

/** Asks for a reason before a change, and names the cost. */
function change(title, cost, send, needsReason) {
  dialog.replaceChildren(
    h("h2", { id: "dialog-title" }, title),
    h("p", {}, cost),
    form("Do it", [field(needsReason ? "Reason" : "Reason (optional)", "reason", { maxlength: 200, required: needsReason === true })], ({ reason }) => {
      dialog.close();
      return act(() => send(reason || undefined));
    }),
    button("Cancel", () => dialog.close()),
  );
  dialog.showModal();
}

const context = { act, change };

async function refresh(isForced) {
  const view = shown;
  const data = await view.load();
  const text = JSON.stringify(data);
  if (view === shown && live !== null && (isForced || text !== answered)) {
    answered = text;
    live.replaceChildren(...view.live(data, context).filter((node) => node !== null));
  }
}

async function poll() {
  clearTimeout(timer);
  if (!isSignedIn()) {
    return;
  }
  try {
    if (!document.hidden && !dialog.open) {
      await refresh(false);
      if (status.className === "bad") {
        tell("", false);
      }
    }
  } catch (failure) {
    tellFailure(failure);
  }
  if (isSignedIn()) {
    timer = setTimeout(poll, POLL_MILLIS);
  }
}

function show(view) {
  shown = view;
  answered = "";
  live = h("div", {});
  for (const tab of element("tabs").children) {
    if (tab.textContent === view.title) {
      tab.setAttribute("aria-current", "page");
    } else {
      tab.removeAttribute("aria-current");
    }
  }
  element("view").replaceChildren(...(view.fixed ? view.fixed(context) : []), live);
  tell("", false);
  poll();
}

function enter() {
  element("tabs").replaceChildren(...VIEWS.map((view) => button(view.title, () => show(view))));
  element("sign-out").hidden = false;
  show(VIEWS[0]);
}

function leave() {
  signOut();
  clearTimeout(timer);
  live = null;
  element("tabs").replaceChildren();
  element("sign-out").hidden = true;
  element("view").replaceChildren(
    h("p", {}, "Paste an operator's token. It stays in the memory of this page. The local stack prints one: ./redpacket token 1 --ops"),
    form("Sign in", [h("label", {}, "Token", h("textarea", { name: "token", rows: 4, required: true, autocomplete: "off", spellcheck: "false" }))], async ({ token }) => {
      signIn(token);
      try {
        await get("switches");
        enter();
      } catch (failure) {
        tellFailure(failure);
        signOut();
      }
    }),
  );
}

element("sign-out").addEventListener("click", leave);
leave();

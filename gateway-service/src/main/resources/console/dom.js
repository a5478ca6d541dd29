// Elements are made here alone, and always from text: nothing that a service answers becomes markup.
export function h(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (typeof value === "function") {
      element.addEventListener(key, value);
    } else if (typeof value === "boolean") {
      element.toggleAttribute(key, value);
    } else if (value !== undefined && value !== null) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A text as good news or bad. */
export const state = (good, text) => h("span", { class: good ? "good" : "bad" }, text);

export function yuan(fen) {
  const sign = fen < 0 ? "-" : "";
  const digits = String(Math.abs(fen)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A column is [title, value of a row]; a value is text, an element, or a number, which is shown to the right. */
export function table(caption, columns, rows) {
  const cell = (value) => h("td", typeof value === "number" ? { class: "number" } : {}, value === undefined ? "" : typeof value === "number" ? String(value) : value);
  return h(
    "div",
    { class: "scroll" },
    h("h2", {}, caption),
    rows.length === 0
      ? h("p", {}, "None.")
      : h(
          "table",
          {},
          h("thead", {}, h("tr", {}, columns.map(([title]) => h("th", { scope: "col" }, title)))),
          h("tbody", {}, rows.map((row) => h("tr", {}, columns.map(([, valueOf]) => cell(valueOf(row)))))),
        ),
  );
}

export function field(label, name, properties) {
  return h("label", {}, label, h("input", { name, autocomplete: "off", ...properties }));
}

export function button(label, click) {
  return h("button", { type: "button", click }, label);
}

/** A form whose submission gives its fields as an object. */
export function form(label, fields, submit) {
  return h(
    "form",
    {
      submit: (event) => {
        event.preventDefault();
        submit(Object.fromEntries(new FormData(event.target)));
      },
    },
    fields,
    h("button", {}, label),
  );
}

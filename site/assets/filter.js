// Filters the rows of a table by the choices of a form; the address keeps them (?section=31&year=2023).
// Without this script the form stays hidden and every row shows. Nothing is sent anywhere.
"use strict";

/** Whether a row passes: `marks` has a list of words for each name, `wanted` one word or "" for any. */
function passes(marks, wanted) {
  return Object.keys(wanted).every((name) => !wanted[name] || (marks[name] || "").split(" ").includes(wanted[name]));
}

/** The choices in an address, without those that the form does not offer. */
function choicesIn(search, offered) {
  const found = new URLSearchParams(search);
  const choices = {};
  for (const name of Object.keys(offered)) {
    const value = found.get(name) || "";
    choices[name] = offered[name].includes(value) ? value : "";
  }
  return choices;
}

function start(form) {
  const rows = Array.from(document.querySelectorAll("tr[data-section]"));
  const selects = Array.from(form.querySelectorAll("select"));
  const said = form.querySelector("[role=status]");
  const offered = {};
  for (const one of selects) offered[one.name] = Array.from(one.options, (option) => option.value);

  function show(choices) {
    let shown = 0;
    for (const row of rows) {
      row.hidden = !passes(row.dataset, choices);
      shown += row.hidden ? 0 : 1;
    }
    said.textContent = shown + " of " + rows.length + " " + form.dataset.noun + " shown.";
  }

  function read() {
    const choices = choicesIn(location.search, offered);
    for (const one of selects) one.value = choices[one.name];
    show(choices);
  }

  function write(choices) {
    const kept = new URLSearchParams();
    for (const name of Object.keys(choices)) if (choices[name]) kept.set(name, choices[name]);
    const search = kept.toString();
    history.replaceState(null, "", search ? "?" + search : location.pathname);
    show(choices);
  }

  form.addEventListener("change", () => write(Object.fromEntries(selects.map((one) => [one.name, one.value]))));
  form.addEventListener("reset", () => write(Object.fromEntries(selects.map((one) => [one.name, ""]))));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("popstate", read);
  form.hidden = false;
  read();
}

if (typeof module !== "undefined") {
  module.exports = { passes, choicesIn };
} else {
  const form = document.getElementById("disclosure-filter");
  if (form) start(form);
}

// Shows the one row of the table "in force" that holds on a chosen day; the address keeps the day (?day=2024-10-01).
// The rule itself is applied when the site is built: each row begins with a day on which something changed.
// Without this script the whole table shows. Nothing is sent anywhere.
"use strict";

/** A day of the calendar as YYYY-MM-DD, else "". */
function dayIn(text) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text || "");
  if (!found) return "";
  const day = new Date(text + "T00:00:00Z");
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text ? text : "";
}

/** A day in words: 1 October 2024. */
function inWords(day) {
  const form = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat("en-GB", form).format(new Date(day + "T00:00:00Z"));
}

/** Which row holds on a day: the last one that begins on it or before. The first begins at no day. */
function rowOn(starts, day) {
  let found = 0;
  starts.forEach((start, number) => {
    if (start <= day) found = number;
  });
  return found;
}

function start(form) {
  const rows = Array.from(document.querySelectorAll("#in-force tr[data-from]"));
  const input = document.getElementById("in-force-day");
  const said = form.querySelector("[role=status]");

  function show(day) {
    const wanted = day ? rowOn(rows.map((row) => row.dataset.from), day) : -1;
    rows.forEach((row, number) => {
      row.hidden = day !== "" && number !== wanted;
    });
    said.textContent = "";
    if (!day) return;
    const [certain, perhaps] = Array.from(rows[wanted].querySelectorAll("td")).slice(1).map((cell) => cell.querySelectorAll("li").length);
    const undated = document.querySelectorAll("#any-day + ul li").length;
    said.textContent = "On " + inWords(day) + ": " + certain + " certainly in force, " + (perhaps + undated) + " perhaps.";
  }

  function write() {
    const day = dayIn(input.value);
    history.replaceState(null, "", day ? "?day=" + day : location.pathname);
    show(day);
  }

  function read() {
    input.value = dayIn(new URLSearchParams(location.search).get("day"));
    show(input.value);
  }

  input.addEventListener("change", write);
  form.addEventListener("reset", () => {
    input.value = "";
    write();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("popstate", read);
  form.hidden = false;
  read();
}

if (typeof module !== "undefined") {
  module.exports = { dayIn, inWords, rowOn };
} else {
  const form = document.getElementById("in-force-form");
  if (form) start(form);
}

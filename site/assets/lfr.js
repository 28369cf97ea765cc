// What every page needs, and no more: light or dark, leaving the site quickly, and keeping what is typed.
// Runs in the head, before the page is drawn, so that a chosen theme does not flash. Nothing is stored until a reader changes a setting or types.
(function () {
  "use strict";
  const root = document.documentElement;
  // What a script is going to show keeps its place from the first line drawn (10-base.css), so that nothing moves.
  root.dataset.scripts = "";

  // Settings are kept in this browser (localStorage), what is typed only for the session of this tab (sessionStorage).
  function stored(name, kind = "localStorage") {
    try {
      return window[kind].getItem(name);
    } catch {
      return null; // storage is switched off in this browser
    }
  }

  function store(name, value, kind = "localStorage") {
    try {
      if (value === null) window[kind].removeItem(name);
      else window[kind].setItem(name, value);
    } catch {
      /* the setting holds for this page only */
    }
  }

  function forgetAll() {
    for (const kind of ["localStorage", "sessionStorage"]) {
      try {
        for (const name of Object.keys(window[kind])) if (name.startsWith("lfr-")) window[kind].removeItem(name);
      } catch {
        /* nothing is stored where storage is switched off */
      }
    }
  }

  const theme = stored("lfr-theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function leave(address) {
    // The page is emptied at once, and this entry of the browser's history becomes the other site.
    document.body.hidden = true;
    document.title = "";
    window.location.replace(address);
  }

  const OPEN = "dialog[open], [role='dialog']:not([hidden]), details[open], [aria-expanded='true']";
  const NOT_TYPED = ["checkbox", "radio", "range", "hidden", "submit", "button"];

  function hasTyped() {
    const fields = [...document.querySelectorAll("input, textarea")].filter((one) => !NOT_TYPED.includes(one.type));
    return fields.some((one) => one.value !== one.defaultValue);
  }

  // Escape leaves only where it can mean nothing else and nothing can be lost: nothing open, nothing typed, no form in the text.
  const hasForm = () => document.querySelector("main form") !== null;

  function isInUse(event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return true;
    if (hasForm() || hasTyped() || document.querySelector(OPEN)) return true;
    return event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable='true']") !== null;
  }

  // What is typed into a field with data-kept outlives a reload of its page; it is forgotten when the form is sent.
  function keepTyped() {
    const nameOf = (field) => "lfr-typed " + location.pathname + " " + field.id;
    for (const field of document.querySelectorAll("[data-kept]")) {
      const before = stored(nameOf(field), "sessionStorage");
      field.addEventListener("input", () => store(nameOf(field), field.value || null, "sessionStorage"));
      if (!before || field.value) continue;
      field.value = before;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    window.addEventListener("submit", function (event) {
      if (event.defaultPrevented) return;
      for (const field of event.target.querySelectorAll("[data-kept]")) store(nameOf(field), null, "sessionStorage");
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    const button = document.querySelector(".lfr-theme");
    if (button) {
      const name = function () {
        button.textContent = isDark() ? "Light" : "Dark";
        button.setAttribute("aria-label", isDark() ? "Switch to light colours" : "Switch to dark colours");
      };
      name();
      button.hidden = false;
      button.addEventListener("click", function () {
        root.dataset.theme = isDark() ? "light" : "dark";
        store("lfr-theme", root.dataset.theme);
        name();
      });
    }

    const exit = document.querySelector(".lfr-exit");
    if (exit) {
      const key = exit.querySelector(".lfr-exit-key");
      const isOn = function () {
        return stored("lfr-escape") !== "off";
      };
      key.hidden = !isOn() || hasForm();
      exit.addEventListener("click", function (event) {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        leave(exit.href);
      });
      document.addEventListener("keydown", function (event) {
        if (event.key !== "Escape") return;
        const menu = document.querySelector(".lfr-header details[open]");
        if (isOn() && !isInUse(event)) leave(exit.href);
        else if (event.target.type === "search") event.preventDefault(); // browsers would empty the field
        else if (menu) {
          menu.open = false;
          menu.querySelector("summary").focus();
        }
      });
    }
    keepTyped();

    const settings = document.querySelector("[data-lfr-settings]");
    if (settings) {
      const escape = settings.querySelector("[name='escape']");
      const forget = settings.querySelector("[name='forget']");
      const said = settings.querySelector("[role='status']");
      settings.hidden = false;
      escape.checked = stored("lfr-escape") !== "off";
      escape.addEventListener("change", function () {
        store("lfr-escape", escape.checked ? null : "off");
        said.textContent = escape.checked ? "The Escape key leaves this site." : "The Escape key no longer leaves this site.";
      });
      forget.addEventListener("click", function () {
        forgetAll();
        delete root.dataset.theme;
        escape.checked = true;
        said.textContent = "Nothing of this site is stored in this browser now.";
      });
    }
  });
})();

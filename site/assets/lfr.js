// What every page needs, and no more: light or dark, and leaving the site quickly.
// Runs in the head, before the page is drawn, so that a chosen theme does not flash. Nothing is stored until a reader changes a setting.
(function () {
  "use strict";
  const root = document.documentElement;
  // What a script is going to show keeps its place from the first line drawn (10-base.css), so that nothing moves.
  root.dataset.scripts = "";

  function stored(name) {
    try {
      return window.localStorage.getItem(name);
    } catch {
      return null; // storage is switched off in this browser
    }
  }

  function store(name, value) {
    try {
      if (value === null) window.localStorage.removeItem(name);
      else window.localStorage.setItem(name, value);
    } catch {
      /* the setting holds for this page only */
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

  // Escape belongs first to what is open: a dialog, a menu, a field that is being filled in, the slider of a chart.
  function isInUse(event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return true;
    if (document.querySelector("dialog[open], [role='dialog']:not([hidden]), [aria-expanded='true'][aria-haspopup]")) return true;
    return event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable='true']") !== null;
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
      key.hidden = !isOn();
      exit.addEventListener("click", function (event) {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        leave(exit.href);
      });
      document.addEventListener("keydown", function (event) {
        if (event.key === "Escape" && isOn() && !isInUse(event)) leave(exit.href);
      });
    }

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
        store("lfr-theme", null);
        store("lfr-escape", null);
        delete root.dataset.theme;
        escape.checked = true;
        said.textContent = "Nothing of this site is stored in this browser now.";
      });
    }
  });
})();

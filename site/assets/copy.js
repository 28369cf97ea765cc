// Buttons that copy: <button type="button" data-copy hidden>Copy link</button> copies the lasting address of its page, with
// data-copy="#id" that of a part of it, with any other text that text. They are shown by this script alone; it is joined to lfr.js.
document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  const buttons = document.querySelectorAll("button[data-copy]");
  if (!buttons.length) return;
  const said = document.createElement("p");
  said.className = "lfr-hidden";
  said.setAttribute("role", "status");
  document.querySelector("main").append(said);

  function textOf(button) {
    const asked = button.dataset.copy;
    if (asked && !asked.startsWith("#")) return asked;
    const known = document.querySelector("link[rel=canonical]");
    return (known ? known.href : location.href.split(/[?#]/)[0]) + asked;
  }

  /** Where the browser does not let a page copy, the text is shown, ready to be copied by hand. */
  function offer(button, text) {
    const field = document.createElement("textarea");
    field.readOnly = true;
    field.defaultValue = text;
    field.setAttribute("aria-label", button.textContent);
    button.after(field);
    field.select();
    said.textContent = "Not copied. The text is selected: copy it with the keyboard.";
  }

  for (const button of buttons) {
    const name = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async function () {
      const text = textOf(button);
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        offer(button, text);
        return;
      }
      said.textContent = "Copied: " + text;
      button.textContent = "Copied";
      setTimeout(function () { button.textContent = name; }, 2000);
    });
  }
});

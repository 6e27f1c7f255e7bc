// On a form with data-keys: 1–9 choose an option, Enter presses what has data-enter, or else the main button.
const off = document.body.dataset.shortcuts === "off";
const form = document.querySelector("[data-keys]");

function elsewhere(event) {
  const typing = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  return event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey
    || event.target.closest(typing) || document.querySelector("dialog[open]");
}

function choose(number) {
  const input = form.querySelectorAll(".option input:enabled")[number - 1];
  if (!input) return false;
  input.focus();
  input.click();
  return true;
}

function go() {
  form.querySelector("[data-enter], .button.main")?.click();
}

function press(event) {
  if (elsewhere(event)) return;
  if (!off && /^[1-9]$/.test(event.key) && choose(Number(event.key))) event.preventDefault();
  if (event.key === "Enter" && !event.repeat && !event.target.closest("a, button, summary")) {
    event.preventDefault();
    go();
  }
}

if (form) document.addEventListener("keydown", press);

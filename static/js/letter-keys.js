// Letters a keyboard may lack: a press puts the letter at the caret of the field, as a capital where one belongs.
const WORD_START = /(^|[\s\-–(])$/u;

function capital(field) {
  const before = field.value.slice(0, field.selectionStart);
  if (field.autocapitalize === "words") return WORD_START.test(before);
  return field.autocapitalize === "sentences" && before.trim() === "";
}

function shown(letter, field) {
  return capital(field) ? letter.toLocaleUpperCase("tr") : letter;
}

function insert(field, letter) {
  field.setRangeText(shown(letter, field), field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function hook(keys) {
  const field = document.getElementById(keys.dataset.lettersFor);
  if (!field) return;
  const buttons = [...keys.querySelectorAll("[data-letter]")];
  const refresh = () => buttons.forEach((key) => { key.textContent = shown(key.dataset.letter, field); });
  // The caret must stay where it is, so the press may not take the focus away from the field.
  keys.addEventListener("pointerdown", (event) => event.preventDefault());
  keys.addEventListener("click", (event) => {
    const key = event.target.closest("[data-letter]");
    if (key) insert(field, key.dataset.letter);
  });
  for (const name of ["input", "keyup", "click", "focus"]) field.addEventListener(name, refresh);
  refresh();
}

document.querySelectorAll("[data-letters-for]").forEach(hook);

// Cards by hand and by key: Space or Enter shows the answer, then means Good; 1–4 grade; u undoes.
const off = document.body.dataset.shortcuts === "off";
const desk = document.querySelector("[data-cards]");
const find = (selector) => desk.querySelector(selector);

function turn(event) {
  const back = find("template[data-back]");
  if (!event.target.closest("[data-show]") || !back) return;
  event.preventDefault();
  const face = find("[data-face]");
  face.replaceChildren(back.content.cloneNode(true));
  face.dataset.turned = "";
  face.querySelector("[data-answer]")?.focus();
}

function wanted(key) {
  if (key === " " || key === "Enter") return find("[data-show]") ?? find("[data-grade].main");
  if (key === "u" || key === "U") return find("[data-undo]");
  return /^[1-4]$/.test(key) ? desk.querySelectorAll("[data-grade]")[Number(key) - 1] : null;
}

function elsewhere(event) {
  const own = { " ": "button, summary", Enter: "a, button, summary" }[event.key] ?? "dialog";
  return event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey
    || event.target.closest(`input, textarea, select, ${own}`) || document.querySelector("dialog[open]");
}

function press(event) {
  if (off || elsewhere(event)) return;
  const target = wanted(event.key);
  if (!target) return;
  event.preventDefault();
  target.click();
}

desk?.addEventListener("click", turn);
if (desk) document.addEventListener("keydown", press);

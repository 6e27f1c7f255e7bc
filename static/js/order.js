// On a list with data-order: buttons move a line up and down, and its select says the place it has come to.
const list = document.querySelector("[data-order]");

function lines() {
  return [...list.children];
}

function number() {
  lines().forEach((line, place) => {
    line.querySelector("select").value = String(place);
    const [up, down] = line.querySelectorAll(".moves button");
    up.disabled = place === 0;
    down.disabled = place === list.children.length - 1;
  });
}

function move(line, up) {
  const other = up ? line.previousElementSibling : line.nextElementSibling;
  if (up) other.before(line);
  else other.after(line);
  number();
  const buttons = [...line.querySelectorAll(".moves button")];
  (buttons[up ? 0 : 1].disabled ? buttons[up ? 1 : 0] : buttons[up ? 0 : 1]).focus();
}

function button(line, up) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = up ? "↑" : "↓";
  made.setAttribute("aria-label", `${up ? list.dataset.up : list.dataset.down}: ${line.querySelector("label").textContent}`);
  made.addEventListener("click", () => move(line, up));
  return made;
}

function hook(line) {
  const moves = document.createElement("div");
  moves.className = "moves";
  moves.append(button(line, true), button(line, false));
  line.querySelector("select").hidden = true;
  line.append(moves);
}

if (list) {
  const place = (line) => Number(line.querySelector("select").value || list.children.length);
  list.append(...lines().sort((a, b) => place(a) - place(b)));
  lines().forEach(hook);
  number();
}

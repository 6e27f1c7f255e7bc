// `?` and the button beside it open and close the list of all keys.
const off = document.body.dataset.shortcuts === "off";
const help = document.querySelector("dialog[data-keys-help]");

function toggle() {
  if (help.open) help.close();
  else help.showModal();
}

function press(event) {
  const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
  if (off || typing || event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  toggle();
}

if (help) {
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-open], [data-keys-close]") || event.target === help) toggle();
  });
}

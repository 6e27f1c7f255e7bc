// A password can be looked at while it is typed: one slip on a phone would lock its owner out.

for (const box of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(box.dataset.reveal);
  box.checked = false; // a browser may remember what was ticked before the page was loaded again
  box.closest("label").hidden = false;
  box.addEventListener("change", () => { field.type = box.checked ? "text" : "password"; });
}

// Tells the server how long the page was looked at: fills the field named ms as its form is sent.
let shown = performance.now();

addEventListener("pageshow", () => { shown = performance.now(); });

document.addEventListener("submit", (event) => {
  const field = event.target.elements.namedItem("ms");
  if (field instanceof HTMLInputElement) field.value = String(Math.round(performance.now() - shown));
}, { capture: true });

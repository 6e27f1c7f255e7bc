// Copies the words of data-copy to the clipboard and says so for a moment, in the button's own words.
const SAID_MS = 2500;

async function copy(button) {
  const label = button.querySelector("[data-copy-label]") ?? button;
  const before = label.textContent;
  if (before === button.dataset.copied) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return;
  }
  label.textContent = button.dataset.copied;
  setTimeout(() => { label.textContent = before; }, SAID_MS);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

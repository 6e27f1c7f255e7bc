// A form is sent once: its buttons rest after the first press, until the page is shown again.
const REST_MS = 10000;

function wake(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[data-resting]")) {
    button.disabled = false;
    delete button.dataset.resting;
  }
}

function rest(form) {
  for (const button of form.querySelectorAll("button:not([type=button]):enabled")) {
    button.disabled = true;
    button.dataset.resting = "";
  }
  setTimeout(wake, REST_MS, form);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "repeat" in form.dataset) return;
  if ("sent" in form.dataset) return event.preventDefault();
  form.dataset.sent = "";
  // Later, because a button disabled now would not send its own name and value.
  setTimeout(rest, 0, form);
});

addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(wake));

// Keeps what is typed in this browser only, puts it back after a mishap, and clears it on demand.
// <form data-draft="key"> names the draft; an element [data-draft-done="key"] says it was received.
(() => {
  const name = (key) => `draft:${key}`;
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  if (!store) return;

  document.querySelectorAll("[data-draft-done]").forEach((done) => store.removeItem(name(done.dataset.draftDone)));

  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const key = name(form.dataset.draft);
  const notice = form.querySelector("[data-draft-notice]");
  const fields = () => [...form.querySelectorAll("textarea, input[type=text], select")].filter((one) => one.name);

  const keep = () => {
    const typed = Object.fromEntries(fields().map((one) => [one.name, one.value]));
    try { store.setItem(key, JSON.stringify(typed)); } catch { /* full or forbidden: the form still works */ }
  };
  const restore = () => {
    let typed;
    try { typed = JSON.parse(store.getItem(key)) || {}; } catch { return false; }
    const empty = fields().filter((one) => one.tagName === "TEXTAREA" && !one.value && typed[one.name]);
    for (const one of empty) {
      one.value = typed[one.name];
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return empty.length > 0;
  };

  if (notice && form.querySelector("textarea")) notice.hidden = false;
  const restored = notice && notice.querySelector("[data-draft-restored]");
  if (restore() && restored) restored.hidden = false;
  form.addEventListener("input", keep);

  const clear = form.querySelector("[data-draft-clear]");
  if (clear) {
    clear.addEventListener("click", () => {
      form.removeEventListener("input", keep);
      fields().filter((one) => one.tagName !== "SELECT").forEach((one) => {
        one.value = "";
        one.dispatchEvent(new Event("input", { bubbles: true }));
      });
      store.removeItem(key);
      if (restored) restored.hidden = true;
      form.addEventListener("input", keep);
    });
  }
})();

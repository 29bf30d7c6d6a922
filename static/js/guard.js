// Does the work that keeps machines off the form, while one types (docs/adr: the guard).
// <form data-guard="address of a challenge" data-guard-worker="script">; the answer goes into a
// hidden field "guard". Without it the form is still taken, and looked at by an officer first.
(() => {
  const form = document.querySelector("form[data-guard]");
  if (!form || !window.Worker) return;
  const field = form.querySelector("input[name=guard]");
  const status = form.querySelector("[data-guard-status]");
  const SPARE = 120; // seconds before its end in which an answer is renewed

  const say = (words) => { if (status) { status.hidden = !words; status.textContent = words || ""; } };
  const read = () => { try { return JSON.parse(atob(field.value)); } catch { return null; } };
  const fresh = () => {
    const said = read();
    return Boolean(said) && said.challenge.parameters.expiresAt - SPARE > Date.now() / 1000;
  };

  const solve = (challenge) => new Promise((done, failed) => {
    const worker = new Worker(form.dataset.guardWorker);
    worker.onmessage = (event) => { worker.terminate(); if (event.data) done(event.data); else failed(); };
    worker.onerror = () => { worker.terminate(); failed(); };
    worker.postMessage(challenge);
  });

  let work = null;
  const begin = () => {
    if (work) return work;
    const started = performance.now();
    work = (async () => {
      const response = await fetch(form.dataset.guard, { credentials: "same-origin", cache: "no-store" });
      const challenge = await response.json();
      const solution = await solve(challenge);
      field.value = btoa(JSON.stringify({ challenge, solution }));
      form.dataset.guardTook = Math.round(performance.now() - started);
    })().catch(() => { field.value = ""; }).finally(() => { work = null; });
    return work;
  };

  // On the check page there is nothing to type: the work begins while one reads.
  if (fresh()) return;
  if (form.hasAttribute("data-guard-now")) begin();
  else form.addEventListener("input", () => { if (!fresh()) begin(); });

  let tried = false;
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    const waits = !button || !button.hasAttribute("data-unguarded");
    if (fresh() || tried || !waits) return;
    event.preventDefault();
    say(status && status.dataset.working);
    begin().then(() => { tried = true; say(""); form.requestSubmit(button || undefined); });
  });
})();

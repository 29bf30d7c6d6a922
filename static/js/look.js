// Text size, elder view, contrast without loading the page anew; the form does it alone otherwise.
(() => {
  const root = document.documentElement;
  const form = document.querySelector("[data-look]");
  if (!form) return;

  const show = (name, value) => {
    if (name === "size") {
      root.classList.remove("size-s", "size-l");
      if (value !== "m") root.classList.add(`size-${value}`);
      for (const one of form.querySelectorAll('[name="size"]')) one.setAttribute("aria-pressed", one.value === value);
      return;
    }
    const button = form.querySelector(`[name="${name}"]`);
    root.classList.toggle(name, value === "on");
    button.setAttribute("aria-pressed", value === "on");
    button.value = value === "on" ? "off" : "on";
  };

  form.addEventListener("submit", async (event) => {
    const { name, value } = event.submitter || {};
    if (!name) return;
    event.preventDefault();
    const body = new FormData(form);
    body.set(name, value);
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (answer.ok || answer.type === "opaqueredirect") show(name, value);
      else location.reload();
    } catch {
      location.reload();
    }
  });
})();

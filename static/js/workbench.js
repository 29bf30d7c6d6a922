// The workbench by keyboard and by selection; every step has a button that works without this file.
// Single keys act only where the person turned them on (data-keys="on") and never while typing.
(() => {
  const bench = document.querySelector("[data-bench]");
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];

  // --- Which fields an answer needs ---
  const form = one("form[data-answer]");
  const kind = () => form.querySelector('input[name="kind"]:checked')?.value || "";
  const fit = () => {
    for (const part of form.querySelectorAll("[data-when]")) {
      const wanted = part.dataset.when.split(" ").includes(kind());
      const filled = [...part.querySelectorAll("textarea, input")].some((field) => field.type === "checkbox" ? field.checked : field.value);
      part.hidden = !wanted && !filled && !part.querySelector(".errorlist");
    }
    for (const reason of form.querySelectorAll("[data-kind]")) {
      reason.hidden = Boolean(kind() && reason.dataset.kind && reason.dataset.kind !== kind());
    }
  };
  if (form) {
    form.addEventListener("change", fit);
    fit();
    const text = form.querySelector('textarea[name="reason"]');
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-insert]");
      if (!button) return;
      event.preventDefault();
      text.value = [text.value.trim(), button.dataset.insert].filter(Boolean).join("\n");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      const blank = text.value.search(/\{[^{}]+\}/);
      text.focus();
      if (blank >= 0) text.setSelectionRange(blank, text.value.indexOf("}", blank) + 1);
      const meant = button.closest("[data-kind]").dataset.kind;
      const radio = meant && !kind() && form.querySelector(`input[name="kind"][value="${meant}"]`);
      if (radio) { radio.checked = true; fit(); }
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
  }
  if (!bench) return;

  // --- A selected passage, counted in code points as the server counts ---
  const said = one("[data-said]");
  const points = (text) => [...text].length;
  const offset = (node, place) => {
    const range = document.createRange();
    range.selectNodeContents(said);
    range.setEnd(node, place);
    const held = range.cloneContents();
    const unseen = held.querySelectorAll("mark.unseen"); // each stands for one character
    for (const mark of unseen) mark.textContent = mark.textContent ? "\u25a1" : "";
    return points(held.textContent);
  };
  const passage = () => {
    const chosen = window.getSelection();
    if (!said || !chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    if (!said.contains(range.startContainer) || !said.contains(range.endContainer)) return null;
    return [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  };
  if (said) {
    one("[data-passage-hint]").hidden = false;
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[data-passage]");
      const chosen = link && passage();
      if (!chosen) return;
      const address = new URL(link.href);
      address.searchParams.set("start", chosen[0]);
      address.searchParams.set("end", chosen[1]);
      link.href = address;
    }, true);
  }

  // --- Choosing lines ---
  const chosenLines = () => all("[data-queue] .bench-line input:checked");
  const countChosen = () => {
    const count = one("[data-chosen]");
    if (count) count.textContent = chosenLines().length ? `（${chosenLines().length}）` : "";
    for (const line of all(".bench-line")) line.classList.toggle("bench-chosen", Boolean(line.querySelector("input:checked")));
  };
  one("[data-queue]")?.addEventListener("change", countChosen);
  countChosen();

  // --- Keys ---
  const lines = () => all("[data-line]");
  const here = () => lines().findIndex((line) => line === document.activeElement || line.hasAttribute("aria-current"));
  const step = (by) => {
    const inQueue = document.activeElement?.closest?.("[data-queue]") && !one('[data-line][aria-current]');
    const link = one(`a[data-key="${by > 0 ? "j" : "k"}"]`);
    if (!inQueue && link) return link.click();
    const next = lines()[Math.max(0, here() + by)];
    if (next) next.focus();
  };
  const choose = () => {
    const line = document.activeElement?.closest?.(".bench-line") || one(".bench-here");
    const box = line?.querySelector("input[type=checkbox]");
    if (box) box.click();
  };
  const help = () => {
    const list = one("#keys");
    list.setAttribute("tabindex", "-1");
    list.scrollIntoView({ block: "center" });
    list.focus();
  };
  // The reasons that fit the answer chosen; where only one fits and none is written, it is taken.
  const reach = () => {
    one("[data-reasons]").open = true;
    const fitting = all("[data-reasons] li:not([hidden]) [data-insert]");
    const text = form?.querySelector('textarea[name="reason"]');
    if (fitting.length === 1 && !text.value.trim()) fitting[0].click();
    else fitting[0]?.focus();
  };
  const press = (key) => {
    const found = one(`[data-key="${key}"]`);
    if (!found) return;
    found.click();
    if (found.type === "radio") found.focus();
    if (key === "r") reach();
  };
  const acts = { j: () => step(1), k: () => step(-1), x: choose, "?": help };
  const typing = (target) => target.matches?.("textarea, select, input:not([type=checkbox], [type=radio])") || target.isContentEditable;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.key !== "?" && bench.dataset.keys !== "on") return;
    const key = event.key.toLowerCase();
    if (!(key in acts) && !/^[1-7rmsu]$/.test(key)) return;
    event.preventDefault();
    (acts[key] || (() => press(key)))();
  });

  const asked = one("[data-help]");
  if (asked) {
    asked.hidden = false;
    asked.addEventListener("click", help);
  }
  // The line one works on is in sight within the queue; the page itself stays where it is.
  const line = one(".bench-here");
  const list = line?.closest(".bench-list");
  if (list) list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight / 3;
})();

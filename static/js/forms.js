// Small comforts on forms: focus on errors, count of characters, copy, print, choose all.
(() => {
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  const [first] = document.querySelectorAll("[data-focus]");
  if (first) first.focus();

  // A rare ideograph is one character, as the server counts it; a line break is one too.
  const length = (text) => [...text].length;

  each("[data-count]", (line) => {
    const box = document.getElementById(line.dataset.count);
    const limit = Number(line.dataset.limit);
    if (!box || !limit) return;
    box.removeAttribute("maxlength"); // counts UTF-16 units and would cut rare characters short
    let later;
    const show = () => {
      const left = limit - length(box.value);
      const words = left < 0 ? line.dataset.over : line.dataset.left;
      line.textContent = words.replace("{n}", Math.abs(left));
      line.classList.toggle("count-over", left < 0);
    };
    box.addEventListener("input", () => { clearTimeout(later); later = setTimeout(show, 400); });
    show();
  });

  each("[data-copy]", (button) => {
    const source = document.getElementById(button.dataset.copy);
    if (!source || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(source.textContent.trim());
      const said = button.parentElement.querySelector("[data-copied]");
      if (said) said.hidden = false;
    });
  });

  each("[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  each("[data-check-all]", (head) => {
    const boxes = () => document.querySelectorAll(`input[name="${head.dataset.checkAll}"]`);
    head.hidden = false;
    head.addEventListener("change", () => boxes().forEach((box) => { box.checked = head.checked; }));
  });

  // A second press of the same button sends nothing twice; the server refuses it as well.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => each("form[data-sent]", (form) => delete form.dataset.sent));
})();

// "Give an opinion on the selected words": select words of a clause, and a link appears beneath it.
// <div class="draft" data-speak="address of the form" data-passage-words="words of the link">.
// The server looks again whether the words stand in the clause; without this script the clause's
// own link remains.
(() => {
  const draft = document.querySelector(".draft[data-speak]");
  if (!draft) return;
  const LONGEST = 500; // characters of a quote
  const AROUND = 60;
  const link = document.createElement("a");
  link.className = "button button-small passage-link";
  link.textContent = draft.dataset.passageWords;

  // The part of the selection that lies in the text of one clause.
  const selected = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0).cloneRange();
    const start = range.startContainer;
    const clause = (start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement).closest(".clause");
    const text = clause && clause.querySelector("[data-clause-text]");
    if (!text || !range.intersectsNode(text)) return null;
    const whole = document.createRange();
    whole.selectNodeContents(text);
    if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) range.setStart(whole.startContainer, whole.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) range.setEnd(whole.endContainer, whole.endOffset);
    return { clause, text, range };
  };

  const plain = (words) => words.replace(/\s+/g, " ").trim();
  const before = (text, range) => {
    const lead = document.createRange();
    lead.selectNodeContents(text);
    lead.setEnd(range.startContainer, range.startOffset);
    return lead.toString();
  };

  const show = () => {
    const found = selected();
    const quote = found ? plain(found.range.toString()) : "";
    if (!quote) return; // stays where it is: moving the focus to it ends a selection
    const all = found.text.textContent;
    const start = before(found.text, found.range).length;
    const end = start + found.range.toString().length;
    const asked = new URLSearchParams({
      clause: found.clause.id.replace(/^c-/, ""),
      quote: quote.slice(0, LONGEST),
      context: plain(all.slice(Math.max(0, start - AROUND), end + AROUND)).slice(0, 200),
    });
    link.href = `${draft.dataset.speak}?${asked}`;
    const place = found.clause.querySelector(".clause-act") || found.clause;
    if (link.parentElement !== place) place.append(" ", link);
  };

  let later;
  document.addEventListener("selectionchange", () => { clearTimeout(later); later = setTimeout(show, 150); });
})();

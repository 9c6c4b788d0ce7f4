/* Keys, focus, the undo countdown, the lease, and hiding what was selected. Every page works without it. */
"use strict";
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  let left = null; // the card whose lease this page holds

  /* What a fresh page needs: the first thing to read gets the focus, so that nobody has to look for it. */
  function arrive() {
    const card = one("[data-card]");
    left = card && card.dataset.release ? card : null;
    const target = one("[role=alert]") ? one("[data-card] h1") : one("[data-focus]");
    if (target) target.focus({ preventScroll: true });
    all("output[data-hide]").forEach((output) =>
      setTimeout(() => { output.textContent = "••••••"; all(".call", output.parentElement).forEach((a) => a.remove()); },
        Number(output.dataset.hide) * 1000));
  }

  /* The countdown of undo; afterwards it is gone, and reopening is the way. */
  setInterval(() => {
    all(".undo").forEach((form) => {
      const seconds = Number(form.dataset.seconds) - 1;
      form.dataset.seconds = seconds;
      one("[data-left]").textContent = Math.max(seconds, 0);
      if (seconds <= 0) form.hidden = true;
    });
  }, 1000);

  /* The lease: kept while the page is open, given back when it closes. */
  const post = (address, card, keepalive) => fetch(address, {
    method: "POST", keepalive, body: new URLSearchParams({ csrfmiddlewaretoken: one("[name=csrfmiddlewaretoken]").value }),
  });
  setInterval(() => { if (left && !document.hidden) post(left.dataset.renew, left, false); }, 60000);
  addEventListener("pagehide", () => { if (left) post(left.dataset.release, left, true); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.addEventListener("submit", (event) => { if (!event.target.closest("[hx-boost]")) return; left = null; });

  /* Selected text becomes a span of characters of its field; Python counts code points, JavaScript does not. */
  const length = (text) => [...text].length;
  function position(node, offset) {
    const piece = (node.nodeType === 1 ? node : node.parentElement).closest("[data-start]");
    if (!piece) return null;
    const range = document.createRange();
    range.setStart(piece, 0);
    range.setEnd(node, offset);
    return Number(piece.dataset.start) + length(range.toString());
  }
  document.addEventListener("selectionchange", () => {
    const form = one("#more"), selection = getSelection();
    if (!form || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const raw = (range.commonAncestorContainer.nodeType === 1 ? range.commonAncestorContainer
      : range.commonAncestorContainer.parentElement).closest(".raw");
    const start = raw && position(range.startContainer, range.startOffset);
    const end = raw && position(range.endContainer, range.endOffset);
    const some = raw && start !== null && end !== null && start < end;
    form.hidden = !some;
    if (!some) return;
    form.elements.field.value = raw.dataset.field;
    form.elements.start.value = start;
    form.elements.end.value = end;
  });

  /* Keys: what carries data-key is pressed, opened or focused; digits choose in what is open or focused. */
  function press(target) {
    if (target.matches("[data-group]")) target.focus();
    else if (target.matches("summary")) {
      target.parentElement.open = !target.parentElement.open;
      const first = one("details[open] .sheet button, .secret details[open] button");
      if (target.parentElement.open && first) first.focus(); else target.focus();
    } else if (target.matches("input")) {
      const sheet = target.closest("details");
      if (sheet) sheet.open = true;
      target.focus();
    }
    else {
      const sheet = target.closest("details");
      if (sheet) sheet.open = true;
      target.click();
    }
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape") {
      all("details[open]").forEach((details) => { details.open = false; });
      if (typing) event.target.blur();
      return;
    }
    if (!document.body.hasAttribute("data-shortcuts") || typing || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    let target = null;
    if (/^[1-9]$/.test(event.key)) {
      const group = document.activeElement.closest("[data-group]") || one("details[open]:has([data-number])");
      target = group && group.querySelector(`[data-number="${event.key}"]`);
    }
    else if (event.key === "w") target = (event.target.closest(".findings li") || document).querySelector("[data-wrong]");
    else if (event.key === "j" || event.key === "k") {
      const rows = all(".rows .row"), at = rows.indexOf(document.activeElement);
      target = null;
      const next = rows[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), rows.length - 1)];
      if (next) { next.focus(); event.preventDefault(); }
    } else target = all(`[data-key="${CSS.escape(event.key)}"]`).find((each) => !each.closest("[hidden]"));
    if (target) { event.preventDefault(); press(target); }
  });

  document.addEventListener("htmx:afterSettle", (event) => { if (event.detail.target.id === "stage" || !event.detail.target.matches(".news")) arrive(); });
  document.addEventListener("DOMContentLoaded", arrive);
})();

// Small comforts. Everything works without: menus, lists, dark mode and links are plain HTML and CSS.
"use strict";
(() => {
  const steps = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const ago = new Intl.RelativeTimeFormat(document.documentElement.lang || "zh", { numeric: "auto" });
  for (const time of document.querySelectorAll("time[datetime*=T]")) {
    const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
    const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) || steps[2];
    time.title = time.textContent;
    time.append(` (${ago.format(Math.round(seconds / size), unit)})`);
  }
  for (const shift of document.querySelectorAll("[data-duty] [data-from]")) {
    const running = new Date(shift.dataset.from) <= Date.now() && Date.now() < new Date(shift.dataset.to);
    shift.classList.toggle("now", running);
    shift.querySelector("[hidden]")?.toggleAttribute("hidden", !running);
  }
  for (const warning of document.querySelectorAll("[data-stale-after]")) {
    const built = new Date(warning.dataset.built);
    warning.hidden = Date.now() - built < warning.dataset.staleAfter * 3600e3;
  }
})();

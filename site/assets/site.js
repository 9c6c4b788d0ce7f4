// Small comforts. Everything works without: menus, lists, dark mode and links are plain HTML and CSS.
"use strict";
(() => {
  // The link to #elder is enough by itself, for one page; here the choice is remembered, and taken along.
  const root = document.documentElement;
  const remembered = (choice) => {
    try {
      if (choice !== undefined) localStorage.setItem("elder", choice);
      return localStorage.getItem("elder") === "yes";
    } catch {
      return false;  // storage is switched off
    }
  };
  const enlarge = () => root.classList.toggle("elder", remembered(location.hash === "#elder" ? "yes" : undefined));
  addEventListener("hashchange", enlarge);
  enlarge();
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href]");
    if (link?.matches(".elder-off")) root.classList.toggle("elder", remembered("no"));
    else if (link?.host === location.host && !link.hash && root.matches(".elder, :target")) link.hash = "elder";
  });
  const steps = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const ago = new Intl.RelativeTimeFormat(document.documentElement.lang || "zh", { numeric: "auto" });
  const tell = () => {
    for (const time of document.querySelectorAll("time[datetime*=T]:not([title])")) {
      const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
      const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) || steps[2];
      time.title = time.textContent;
      const said = document.createElement("span");
      said.className = "ago";
      said.textContent = ` (${ago.format(Math.round(seconds / size), unit)})`;
      time.append(said);
    }
  };
  tell();
  document.addEventListener("linli:shown", tell);
  for (const shift of document.querySelectorAll("[data-duty] [data-from]")) {
    const running = new Date(shift.dataset.from) <= Date.now() && Date.now() < new Date(shift.dataset.to);
    shift.classList.toggle("now", running);
    if (running) shift.closest("[data-duty]").classList.add("running");
    shift.querySelector("[hidden]")?.toggleAttribute("hidden", !running);
  }
  for (const button of document.querySelectorAll("[data-copies]")) {
    const said = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copies);
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
      } catch {
        document.execCommand("copy");  // an older browser, or no permission
      }
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = said; }, 2000);
    });
  }
  for (const form of document.querySelectorAll("[data-here]")) {
    const words = form.querySelector("input");
    const open = form.querySelector("button");
    const said = form.querySelector("output");
    const rows = [...document.querySelectorAll(".rows > .row")];
    const plain = (text) => text.normalize("NFKC").toLowerCase();
    const filter = () => {
      const wanted = plain(words.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = plain(row.textContent);
        row.hidden = (open.getAttribute("aria-pressed") === "true" && row.classList.contains("done")) || !wanted.every((one) => text.includes(one));
        shown += row.hidden ? 0 : 1;
      }
      said.textContent = said.dataset.shown.replace("{n}", shown);
    };
    form.hidden = rows.length < 2;
    form.addEventListener("input", filter);
    open.addEventListener("click", () => {
      open.setAttribute("aria-pressed", open.getAttribute("aria-pressed") !== "true");
      filter();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.reset(); // what a browser kept from the last visit filters nothing yet
  }
  for (const warning of document.querySelectorAll("[data-due]")) {
    warning.hidden = Date.now() < new Date(warning.dataset.due);
  }
  for (const warning of document.querySelectorAll("[data-stale-after]")) {
    const built = new Date(warning.dataset.built);
    warning.hidden = Date.now() - built < warning.dataset.staleAfter * 3600e3;
  }
})();

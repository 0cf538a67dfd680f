"use strict";
(() => {
  const shownText = (cell) => (cell.dataset.value ?? cell.textContent).trim();

  for (const tools of document.querySelectorAll(".tools")) {
    const table = tools.querySelector("table");
    const body = table.tBodies[0];
    const rows = [...body.rows];

    const filter = tools.querySelector(".filter");
    const input = filter.querySelector("input");
    const output = filter.querySelector("output");
    filter.hidden = false;
    input.addEventListener("input", () => {
      const words = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLocaleLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      output.textContent = output.dataset.text.replace("#", shown);
    });

    for (const head of table.querySelectorAll("th[data-sort]")) {
      const button = document.createElement("button");
      button.type = "button";
      // Chromium paints no button in a heading that a printed page repeats, so text stands beside it.
      const printed = document.createElement("span");
      printed.className = "printed";
      printed.textContent = head.textContent;
      button.append(...head.childNodes);
      head.append(button, printed);
      button.addEventListener("click", () => {
        const falling = head.getAttribute("aria-sort") === "ascending";
        for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", falling ? "descending" : "ascending");
        const number = head.dataset.sort === "number";
        const key = (row) => shownText(row.cells[head.cellIndex]);
        const order = number
          ? (a, b) => (parseFloat(key(a)) || 0) - (parseFloat(key(b)) || 0)
          : (a, b) => key(a).localeCompare(key(b), document.documentElement.lang, { numeric: true });
        rows.sort((a, b) => (falling ? order(b, a) : order(a, b)));
        body.append(...rows);
      });
    }
  }

  // What scrolls must be reachable by keyboard, and only what scrolls.
  const scrolling = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth;
      target.toggleAttribute("tabindex", scrolls);
      target.toggleAttribute("role", scrolls);
      if (!scrolls) continue;
      target.tabIndex = 0;
      target.setAttribute("role", "group");
      target.setAttribute("aria-label", target.querySelector("caption, title").textContent);
    }
  });
  for (const box of document.querySelectorAll(".scroll, .chart")) scrolling.observe(box);

  for (const line of document.querySelectorAll(".print")) {
    line.hidden = false;
    line.querySelector("button").addEventListener("click", () => {
      const page = line.closest("section");
      document.body.classList.add("alone");
      page.classList.add("chosen");
      window.print();
      document.body.classList.remove("alone");
      page.classList.remove("chosen");
    });
  }

  const links = new Map(
    [...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]),
  );
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const link = links.get(entry.target.querySelector("h2").id);
        if (!link || !entry.isIntersecting) continue;
        for (const other of links.values()) other.removeAttribute("aria-current");
        link.setAttribute("aria-current", "location");
      }
    },
    { rootMargin: "-10% 0px -80% 0px" },
  );
  for (const section of document.querySelectorAll(".parts > section")) seen.observe(section);
})();

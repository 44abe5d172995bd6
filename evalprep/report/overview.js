"use strict";
// Filters, sorts, and keeps both in the address behind the #, so that a link shows the same again.
(() => {
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const form = document.getElementById("controls");
  const status = document.getElementById("status");
  const FILTERS = ["q", "overall", "verdict", "target", "who"];
  const MOST_OPENED = 12;

  const words = (node) => node.textContent.toLowerCase();
  const listed = (row, verdict) => [verdict, row.classList.contains("w") ? "waived" : ""];
  const finding = (row) => ({
    row, text: words(row), who: (row.dataset.w || "").split(" "), verdicts: listed(row, row.classList[0]),
  });
  const articles = all("details.one").map((node) => ({
    node,
    head: words(node.querySelector("summary")),
    target: node.dataset.t,
    overall: node.dataset.o,
    findings: all(".findings > tbody > tr", node).map(finding),
    more: node.querySelector("details.more"),
    row: document.querySelector(`tr[data-of="${node.dataset.n}"]`),
  }));
  const stands = new Map(articles.map((one) => [one.node.dataset.n, one.overall]));
  const hurdles = all(".hurdles > tbody > tr").map((row) => ({
    row,
    text: words(row),
    targets: row.dataset.t.split(" "),
    who: row.dataset.w.split(" "),
    verdicts: row.dataset.v.split(" "),
    overall: new Set(all('a[href^="#a"]', row).map((link) => stands.get(link.hash.slice(1)))),
  }));
  const show = (node, wanted) => {
    if (node && node.hidden === wanted) node.hidden = !wanted;
  };

  function filter() {
    const wanted = Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value]));
    const terms = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
    const has = (text) => terms.every((term) => text.includes(term));
    const fits = (one) =>
      (!wanted.verdict || one.verdicts.includes(wanted.verdict)) && (!wanted.who || one.who.includes(wanted.who));
    const narrow = Boolean(terms.length || wanted.verdict || wanted.who);
    const active = narrow || Boolean(wanted.target || wanted.overall);
    let shown = 0;
    let rows = 0;
    const open = [];
    for (const one of articles) {
      const here =
        (!wanted.target || one.target === wanted.target) && (!wanted.overall || one.overall === wanted.overall);
      const named = has(one.head);
      let found = 0;
      let settled = 0;
      for (const line of one.findings) {
        const visible = here && fits(line) && (named || has(`${one.head} ${line.text}`));
        show(line.row, visible);
        if (visible) found += 1;
        if (visible && one.more && one.more.contains(line.row)) settled += 1;
      }
      const visible = here && (found > 0 || (named && !wanted.verdict && !wanted.who));
      show(one.node, visible);
      show(one.row, visible);
      show(one.more, settled > 0);
      if (visible) {
        shown += 1;
        rows += found;
        if (narrow) open.push([one, settled]);
      }
    }
    if (open.length <= MOST_OPENED) {
      for (const [one, settled] of open) {
        one.node.open = true;
        if (one.more && settled && settled < one.more.querySelectorAll("tbody > tr").length) one.more.open = true;
      }
    }
    for (const one of hurdles) {
      const here =
        (!wanted.target || one.targets.includes(wanted.target)) && (!wanted.overall || one.overall.has(wanted.overall));
      show(one.row, here && fits(one) && has(one.text));
    }
    const left = hurdles.filter((one) => !one.row.hidden).length;
    status.hidden = !active;
    status.textContent = active
      ? `筛选后：${shown} / ${articles.length} 个结果，${rows} 条结论，${left} 个卡点。`
      : "";
  }

  const tables = all("table.sortable").map((table) => ({
    table, body: table.tBodies[0], rows: [...table.tBodies[0].rows], column: -1, down: false,
  }));
  const compare = new Intl.Collator("zh-CN", { numeric: true }).compare;

  function sort(one) {
    const value = (row) => {
      const cell = row.cells[one.column];
      return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
    };
    const rows = [...one.rows];
    if (one.column >= 0) {
      const keyed = rows.map((row) => [value(row), row]);
      const sign = one.down ? -1 : 1;
      keyed.sort(([a], [b]) => sign * (typeof a === "number" ? a - b : compare(a, b)));
      one.body.append(...keyed.map(([, row]) => row));
    } else {
      one.body.append(...rows);
    }
    [...one.table.tHead.rows[0].cells].forEach((cell, at) => {
      if (at === one.column) cell.setAttribute("aria-sort", one.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
  }

  function remember() {
    const state = new URLSearchParams();
    for (const name of FILTERS) if (form.elements[name].value) state.set(name, form.elements[name].value);
    tables.forEach((one, at) => {
      if (one.column >= 0) state.set(`sort${at}`, `${one.column}${one.down ? "-" : "+"}`);
    });
    history.replaceState(null, "", `#${state}`);
  }

  function reveal(number) {
    const body = document.getElementById(number);
    const article = body && body.closest("details.one");
    if (!article) return;
    if (article.hidden) {
      form.reset();
      filter();
      remember();
    }
    article.open = true;
    article.scrollIntoView();
    body.focus({ preventScroll: true });
  }

  function restore() {
    const [, linked] = /^#(a\d+)$/.exec(location.hash) || [];
    const state = new URLSearchParams(linked ? "" : location.hash.slice(1));
    for (const name of FILTERS) {
      const field = form.elements[name];
      field.value = state.get(name) || "";
      if (field.value === "" && field.tagName === "SELECT") field.selectedIndex = 0;
    }
    tables.forEach((one, at) => {
      const [, column, order] = /^(\d+)([+-])$/.exec(state.get(`sort${at}`) || "") || [];
      const known = column !== undefined && Number(column) < one.table.tHead.rows[0].cells.length;
      one.column = known ? Number(column) : -1;
      one.down = order === "-";
      sort(one);
    });
    filter();
    if (linked) reveal(linked);
  }

  tables.forEach((one) => {
    [...one.table.tHead.rows[0].cells].forEach((cell, at) => {
      const button = document.createElement("button");
      const name = document.createElement("span");
      button.type = "button";
      name.className = "printed";
      button.textContent = name.textContent = cell.textContent;
      // A header that is repeated on every printed page shows no buttons there, so the text is there as well.
      cell.replaceChildren(button, name);
      button.addEventListener("click", () => {
        const again = one.column === at;
        // Up, down, and as it was.
        if (again && one.down) one.column = -1;
        else one.column = at;
        one.down = again && !one.down;
        sort(one);
        remember();
      });
    });
  });

  let waiting;
  const changed = () => {
    filter();
    remember();
  };
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, event.target.name === "q" ? 120 : 0);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.clear.addEventListener("click", () => {
    form.reset();
    changed();
  });
  const fold = (wanted) => () => {
    for (const one of articles) if (!one.node.hidden) one.node.open = wanted;
  };
  form.elements.open.addEventListener("click", fold(true));
  form.elements.close.addEventListener("click", fold(false));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#a"]');
    if (!link) return;
    event.preventDefault();
    reveal(link.getAttribute("href").slice(1));
  });
  let closed = [];
  addEventListener("beforeprint", () => {
    // What is settled and long lists of names are printed as they are on the screen.
    closed = all("details.one:not([open])");
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
    closed = [];
  });
  addEventListener("hashchange", restore);
  document.documentElement.classList.add("scripted");
  form.hidden = false;
  // What stays at the top of the window covers neither the header of a table nor what a link leads to.
  const covered = () => {
    const height = getComputedStyle(form).position === "sticky" ? form.offsetHeight : 0;
    document.documentElement.style.setProperty("--covered", `${height}px`);
  };
  new ResizeObserver(covered).observe(form);
  restore();
})();

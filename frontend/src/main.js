// Starts the page: who is signed in, which page the address names, one live connection for it.

import { get, Problem, post } from "./api.js";
import { h } from "./dom.js";
import { NotLiveFrame } from "./elements/not-live-frame.js";
import { Live } from "./live/live.js";
import { nextPath, route } from "./router.js";
import { Speaker } from "./station/speaker.js";
import { chooseTheme, chosenTheme, followTheme, THEMES } from "./theme.js";
import { ROLE_NAMES } from "./words.js";

/** @typedef {import("./api.js").Me} Me */
/** @typedef {import("./router.js").Route} Route */

const THEME_NAMES = { dark: "Dark", light: "Light", dim: "Dim, for the chair" };

/** How long to wait before asking again when the server is not there, ms. */
const ASK_AGAIN_MS = 2000;

async function start() {
  const place = route(location.pathname, location.search);
  if (place.page === "sign-in") return showSignIn();
  if (place.page !== "wall") followTheme();
  const speaker = new Speaker(); // at once: whether it may sound is known with the page
  const [me, page] = await Promise.all([whoAmI(), load(place)]);
  if (me === null) return toSignIn();
  const live = connect(place, me, speaker);
  live.open();
  const bed = place.page === "bed" ? place.bed : undefined;
  show(page(live, me), new NotLiveFrame(live, bed));
  document.querySelector("main")?.setAttribute("data-page", place.page);
}

/**
 * Only the page that is asked for is loaded.
 * @param {Route} place @returns {Promise<(live: Live, me: Me) => HTMLElement>}
 */
async function load(place) {
  switch (place.page) {
    case "bed": {
      const { BedPage } = await import("./elements/bed-page.js");
      return (live, me) =>
        new BedPage(live, { bed: place.bed, me, menu: menu(me, themeButtons()) });
    }
    case "overview": {
      const { VigilOverview } = await import("./elements/vigil-overview.js");
      return (live, me) => new VigilOverview(live, linksFor(me, themeButtons()));
    }
    case "duty": {
      const { DutyPage } = await import("./elements/duty-page.js");
      return (live, me) => new DutyPage(live, me, menu(me, themeButtons()));
    }
    default: {
      const { VigilWall } = await import("./elements/vigil-wall.js");
      return (live, me) => new VigilWall(live, linksFor(me));
    }
  }
}

/** A wall only shows; everybody else may walk on from it. @param {Me} me @param {Node[]} more */
function linksFor(me, ...more) {
  const links = me.role !== "wall";
  const past = me.actions.includes("read_sessions");
  return { links, past, menu: links ? menu(me, ...more) : null };
}

async function showSignIn() {
  const { SignIn } = await import("./elements/sign-in.js");
  show(new SignIn(() => location.assign(nextPath(location.search))));
}

/** @param {Route} place @param {Me} me @param {Speaker} speaker */
function connect(place, me, speaker) {
  const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/screen`;
  const beds = place.page === "wall" && place.beds.length > 0 ? place.beds : ["*"];
  const kind = me.role === "wall" || place.page === "wall" ? "wall" : "desk";
  return new Live({ url, kind, beds, speaker, refused: checkSignIn });
}

/** null: nobody is signed in. Waits for a server that is not there. @returns {Promise<Me | null>} */
async function whoAmI() {
  for (;;) {
    try {
      return await get("/api/me");
    } catch (problem) {
      if (problem instanceof Problem && problem.signedOut) return null;
      document.documentElement.dataset.link = "lost";
      show(
        h("p", { class: "waiting", role: "alert" }, "NO CONNECTION · look at the bedside monitors"),
      );
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }
}

let checking = false;

/** A socket that never opens may be a sign-in that ended; the HTTP side knows. */
async function checkSignIn() {
  if (checking) return;
  checking = true;
  try {
    await get("/api/me");
  } catch (problem) {
    if (problem instanceof Problem && problem.signedOut) toSignIn();
  } finally {
    checking = false;
  }
}

function toSignIn() {
  const next = encodeURIComponent(location.pathname + location.search);
  location.replace(`/sign-in?next=${next}`);
}

/** Where else to go, behind one button: on the strip every place belongs to alarms. @param {Me} me @param {Node[]} more */
function menu(me, ...more) {
  const signOut = async () => {
    await post("/api/sign-out").catch(() => {});
    location.assign("/sign-in");
  };
  const pages = h(
    "nav",
    { class: "menu", id: "menu", popover: "auto", "aria-label": "Pages" },
    h("p", { class: "note" }, `${me.name} · ${ROLE_NAMES[me.role] ?? me.role}`),
    h("a", { href: "/wall" }, "Wall"),
    h("a", { href: "/overview" }, "Overview"),
    me.actions.includes("read_duty") && h("a", { href: "/duty" }, "On duty"),
    ...more,
    h("button", { type: "button", onclick: signOut, "data-action": "sign-out" }, "Sign out"),
  );
  const button = {
    type: "button",
    class: "menu-button",
    popovertarget: "menu",
    "aria-label": "Menu",
  };
  return h("span", {}, h("button", button, "☰"), pages);
}

/** Other colours, remembered in this browser. */
function themeButtons() {
  const buttons = THEMES.map((theme) =>
    h("button", { type: "button", "data-action": `theme-${theme}` }, THEME_NAMES[theme]),
  );
  const press = () => {
    THEMES.forEach((theme, place) => {
      buttons[place]?.setAttribute("aria-pressed", String(theme === chosenTheme()));
    });
  };
  buttons.forEach((button, place) => {
    button.onclick = () => {
      chooseTheme(THEMES[place] ?? "dark");
      press();
    };
  });
  press();
  return h("span", { class: "themes", role: "group", "aria-label": "Colours" }, ...buttons);
}

/** @param {...Node} nodes */
function show(...nodes) {
  document.querySelector("main")?.replaceChildren(...nodes);
}

start();

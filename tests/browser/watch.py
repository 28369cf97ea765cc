"""Everything that a page says, asks for and stores while it is open."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, Request

# Heard before the page's own scripts run; kept on the window of the page.
_LISTEN = """
window.__refused = [];
addEventListener("securitypolicyviolation", (event) => window.__refused.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


class Watch:
    """Listens to one page. `faults()` is what a page that keeps its promises leaves empty."""

    def __init__(self, context: BrowserContext, page: Page, origin: str) -> None:
        self.context, self.page, self.origin = context, page, origin
        self.said: list[str] = []
        self.requests: list[Request] = []
        page.add_init_script(_LISTEN)
        page.on("console", lambda message: self.said.append(f"console, {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("request", lambda request: self.requests.append(request))
        # What is asked for when the page is left is given up, and no fault.
        page.on("requestfailed", lambda one: None if one.failure == "net::ERR_ABORTED" else self.said.append(f"failed: {one.url}"))
        page.on("response", lambda one: self.said.append(f"{one.status}: {one.url}") if one.status >= 400 else None)

    @property
    def foreign(self) -> list[str]:
        return [one.url for one in self.requests if not one.url.startswith((self.origin + "/", "data:"))]

    def stored(self) -> list[str]:
        """Cookies, and the names of what the page keeps in the browser."""
        cookies = [f"cookie {one.get('name')}" for one in self.context.cookies()]
        kept = self.page.evaluate("[localStorage, sessionStorage].flatMap((one) => Object.keys(one))")
        return [*cookies, *(f"stored {name}" for name in kept)]

    def faults(self) -> list[str]:
        refused = self.page.evaluate("window.__refused || []")
        return [
            *self.said,
            *(f"refused by the policy, {one}" for one in refused),
            *(f"foreign: {one}" for one in self.foreign),
            *self.stored(),
        ]

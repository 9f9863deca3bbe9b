"""A walk through the pages of a running office: one browser window a role, which notices what a visitor would."""

from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

from demo.filling import PASSWORD
from vocab import Role

WIDE, NARROW = 1366, 390
HEIGHT = 768
SERIOUS = ("serious", "critical")
# The rows of a table are alike: six of them are looked at. What looks like another page of its kind, or is a page sent
# back, is looked at without its colours: contrast is most of axe's time. The desks alone are gone through on a telephone.
ROWS = "{exclude: [['tbody tr:nth-child(n+7)']]}"
EVERYTHING = {"resultTypes": ["violations"]}
COLOURLESS = EVERYTHING | {"rules": {"color-contrast": {"enabled": False}}}
OF_WIDTH = EVERYTHING | {
    "runOnly": ["scrollable-region-focusable", "nested-interactive", "link-name", "button-name", "label"]
}
NAMES = {Role.AUDITOR: "audit"}  # with which the demonstration's people sign in, where it is not their role's
# Empties the form that is the page's own, and sends it past the browser's checks.
SEND_EMPTY = """() => {
    const own = form => new URL(form.action).pathname === location.pathname;
    const form = [...document.querySelectorAll('main form[method=post]')].find(own);
    const typed = 'input:not([type=hidden]):not([type=submit]):not([type=checkbox]):not([type=radio]), textarea';
    for (const field of form.querySelectorAll(typed)) field.value = '';
    for (const choice of form.querySelectorAll('select')) choice.value = '';
    for (const box of form.querySelectorAll('[type=checkbox], [type=radio]')) box.checked = false;
    HTMLFormElement.prototype.submit.call(form);
}"""


class Walk:
    """The windows of all roles on one server, and the faults that were met: [address, what]."""

    def __init__(self, browser, base):
        self.browser, self.base = browser, base
        self.windows = {}
        self.faults = []

    def window(self, role):
        """The window of a role, signed in when it is first wanted; "" for somebody who is not."""
        if role not in self.windows:
            self.windows[role] = self._opened(role)
        return self.windows[role]

    def _opened(self, role):
        size = {"width": WIDE, "height": HEIGHT}
        context = self.browser.new_context(viewport=size, base_url=self.base, locale="zh-CN")
        page = context.new_page()
        page.on("request", self._watched)
        page.on("console", lambda entry: self._told(page, entry))
        page.on("pageerror", lambda error: self.faults.append((page.url, str(error))))
        if role:
            page.goto("/sign-in")
            page.fill("[name=username]", NAMES.get(role, role))
            page.fill("[name=password]", PASSWORD)
            with page.expect_navigation(url=f"{self.base}/"):
                page.keyboard.press("Enter")
        return page

    def _watched(self, request):
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(self.base):
            self.faults.append((request.url, "another host is asked"))

    def _told(self, page, entry):
        """What the console says, but that the page itself was answered with a code, which the tests ask for."""
        if entry.type == "error" and not entry.text.startswith(
            "Failed to load resource: the server responded with"
        ):
            self.faults.append((page.url, entry.text))
        elif entry.type == "error" and entry.location["url"] != page.url:
            self.faults.append((entry.location["url"], entry.text))

    def see(self, role, address, code=200, options=EVERYTHING):
        """Open a page and look at it."""
        page = self.window(role)
        answer = page.goto(address)
        self._answered(page, address, answer, code)
        self.look(page, options)

    def fetch(self, role, address):
        """Ask for a file, which no window shows."""
        answer = self.window(role).request.get(address)
        if answer.status != 200 or "attachment" not in answer.headers.get("content-disposition", ""):
            self.faults.append((address, f"no file: {answer.status}"))

    def refuse(self, role, address):
        """Send the form of a page empty, and look at the page that says what is lacking."""
        page = self.window(role)
        page.goto(address)
        with page.expect_navigation() as sent:
            page.evaluate(SEND_EMPTY)
        self._answered(page, address, sent.value, 422)
        self.look(page, COLOURLESS)

    def _answered(self, page, address, answer, code):
        if answer.status != code:
            self.faults.append((address, f"answers {answer.status}, not {code}"))
        elif urlsplit(page.url).path != urlsplit(address).path:
            self.faults.append((address, f"leads to {page.url}"))

    def look(self, page, options=EVERYTHING):
        """What every page owes its visitor, on a screen of the office and on a telephone."""
        page.evaluate(AXE_SCRIPT)
        self._reach(page, options)
        page.set_viewport_size({"width": NARROW, "height": HEIGHT})
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW:
            self.faults.append((page.url, f"{width} wide on a telephone"))
        if page.url == f"{self.base}/":
            self._reach(page, OF_WIDTH)
        page.set_viewport_size({"width": WIDE, "height": HEIGHT})

    def _reach(self, page, options):
        for one in page.evaluate(
            f"options => axe.run({ROWS}, options).then(found => found.violations)", options
        ):
            if one["impact"] in SERIOUS:
                nodes = [node["html"][:160] for node in one["nodes"][:3]]
                self.faults.append((page.url, page.viewport_size["width"], one["id"], nodes))

    def close(self):
        for page in self.windows.values():
            page.context.close()

"""A person at a browser: goes to pages, signs in, and notices what goes wrong on the way."""

from pathlib import Path

from accounts.demo import PASSWORD

AXE = Path(__file__).parent / "axe" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PDF_VIEWER = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/"  # Chromium's own, part of the browser
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

# Navigation and top bar are the same on every page; the pages of test_pages.WHOLE are judged with them.
SHELL = [".side", ".topbar"]

RUN_AXE = """async ([part, shell, tags]) => {
  const found = await axe.run(part || {exclude: shell}, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], rules: {"target-size": {enabled: true}},
    preload: false,
  });
  const words = (node) => `${node.target} ${node.any.map((check) => check.message)}`;
  return found.violations.map((rule) => `${rule.id}: ${rule.help}: ${rule.nodes.map(words).join(" | ")}`);
}"""

# What sticks out of the window at the right, except inside a box that scrolls or clips on its own.
STICKING_OUT = """() => {
  const clipped = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") return true;
    return false;
  };
  const width = document.documentElement.clientWidth;
  const out = [...document.body.querySelectorAll("*")].filter((element) => {
    const rectangle = element.getBoundingClientRect();
    return rectangle.width && rectangle.right > width + 1 && element.checkVisibility() && !clipped(element);
  });
  const page = document.documentElement.scrollWidth;
  const names = out.slice(0, 5).map((element) => `${element.tagName}.${element.className}`);
  return (page > width ? [`page of ${page} px`] : []).concat(names);
}"""


class Visitor:
    """One window. `problems`: what went wrong on its pages so far, in words; `script`: whether it runs JavaScript."""

    def __init__(self, context, server: str, *, script: bool = True):
        self.server = server
        self.script = script
        self.problems: list[str] = []
        self._refusals: set[str] = set()
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.problems.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._watch_request)
        self.page.on("response", self._watch_response)

    def go(self, path: str, *, status: int = 200):
        """Open a page of the program, which must answer with `status`; returns the page."""
        if status != 200:
            self.expect_refusal(path)
        answer = self.page.goto(self.server + path)
        assert answer.status == status, f"{path}: {answer.status}"
        return self.page

    def expect_refusal(self, path: str) -> None:
        """The page at `path` may answer with an error, of which the browser then tells in its console."""
        self._refusals.add(self.server + path)

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        page = self.go("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(self.server + "/")

    def violations(self, part: str = "", *, shell: bool = False) -> list[str]:
        """What axe finds against WCAG 2.2 A and AA on the page as it stands, or in the part that a selector names.

        shell: with what stands around the work on every page.
        """
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        return self.page.evaluate(RUN_AXE, [part, [] if shell else SHELL, TAGS])

    def sticking_out(self) -> list[str]:
        """What makes the page scroll sideways on a phone."""
        self.page.set_viewport_size(PHONE)
        found = self.page.evaluate(STICKING_OUT)
        self.page.set_viewport_size(DESK)
        return found

    def _hear(self, message) -> None:
        told = message.text.startswith("Failed to load resource") and message.location["url"] in self._refusals
        if message.type in ("error", "warning") and not told:
            self.problems.append(f"{self.page.url}: {message.text}")

    def _watch_request(self, request) -> None:
        if not request.url.startswith((self.server + "/", "data:", "blob:", "chrome://", PDF_VIEWER)):
            self.problems.append(f"{self.page.url} asks {request.url}")

    def _watch_response(self, response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.url}: {response.status}")

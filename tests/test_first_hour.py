"""docs/first-hour.md, done as it says: each command prints what it shows, each page answers as it tells."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import ROOT
from tests.executing import blocks, printed
from tests.walking import differences, examples, run

PAGE = (ROOT / "docs" / "first-hour.md").read_text(encoding="utf-8")
TASKS = [(found[1], found[2]) for found in re.finditer(r"^### (\d+\. .+)\n((?:(?!^##).*\n?)*)", PAGE, re.MULTILINE)]
WRITTEN = re.compile(r"^Write this to `(?P<name>[^`]+)`:\n\n```text\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the newcomer stands: the letters, and nothing made of them yet. The tasks come after one another."""
    made = tmp_path_factory.mktemp("first-hour")
    shutil.copytree(ROOT / "data" / "letters", made / "data" / "letters")
    return made


class Reader:
    """Somebody who does in a browser what the page says; what a page asks for beyond the folder is a failure."""

    def __init__(self, page: Any, folder: Path) -> None:
        self.page, self.folder = page, folder

    def open(self, name: str) -> None:
        self.page.goto((self.folder / name).as_uri())
        self.page.wait_for_selector("body[data-ready], main, #tables", state="attached")

    def type(self, words: str, label: str) -> None:
        self.page.get_by_label(label).fill(words)

    def set(self, label: str, value: str) -> None:
        self.page.get_by_label(label, exact=True).fill(value)
        self.page.get_by_label(label, exact=True).dispatch_event("change")

    def choose(self, option: str, label: str) -> None:
        chooser = self.page.get_by_role("combobox", name=label, exact=True)
        chooser.select_option(chooser.locator("option").filter(has_text=option).first.get_attribute("value"))

    def click(self, words: str) -> None:
        self.page.locator("a, button, [role=option]").filter(has_text=words).locator("visible=true").first.click()

    def read(self, words: str) -> None:
        assert self._comes(lambda text: words in text), f"{words!r} is not on {self.page.url}:\n{self._text()}"

    def gone(self, words: str) -> None:
        assert self._comes(lambda text: words not in text), f"{words!r} is on {self.page.url}:\n{self._text()}"

    def find(self, words: str, name: str) -> None:
        path = self.folder / name
        if path.suffix == ".xlsx":
            book = CalamineWorkbook.from_path(path)
            cells = [
                cell for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python() for cell in row
            ]
            assert words in "\n".join([*book.sheet_names, *map(str, cells)])
        else:
            assert words in path.read_text(encoding="utf-8")

    def _text(self) -> str:
        """What stands on the page, on its forms too; options that are not chosen do not."""
        return " ".join(self.page.evaluate(_SHOWN).split())

    def _comes(self, holds: Callable[[str], bool]) -> bool:
        """Whether something holds of the page, at once or a little later."""
        for _ in range(200):
            if holds(self._text()):
                return True
            self.page.wait_for_timeout(50)
        return False


_SHOWN = """() => { const found = []; const walk = node => {
  if (node.nodeType === 3) found.push(node.data);
  else if (!["SELECT", "SCRIPT", "STYLE"].includes(node.tagName) && node.checkVisibility?.())
    for (const child of node.childNodes) walk(child); };
  walk(document.body); return found.join(" ").replace(/\\s+/g, " "); }"""
STEPS: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"Open `([^`]+)`\.", Reader.open),
    (r"Type `([^`]+)` into \*\*(.+)\*\*\.", Reader.type),
    (r"Set \*\*(.+)\*\* to `([^`]+)`\.", Reader.set),
    (r"Choose `([^`]+)` as \*\*(.+)\*\*\.", Reader.choose),
    (r"Click \*\*(.+)\*\*\.", Reader.click),
    (r"Read `([^`]+)`\.", Reader.read),
    (r"Gone `([^`]+)`\.", Reader.gone),
    (r"Find `([^`]+)` in `([^`]+)`\.", Reader.find),
)
"""All that a newcomer can be told to do beside commands, in the words of the page."""


@contextmanager
def reader(browser: Any, folder: Path) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield Reader(page, folder)
    context.close()
    assert complaints == []


def test_the_page_has_twenty_five_tasks_each_with_something_to_do() -> None:
    assert [int(title.partition(".")[0]) for title, _ in TASKS] == list(range(1, 26))
    assert all(examples(task) or steps(task) or blocks(task) for _, task in TASKS)
    assert sum(bool(steps(task)) for _, task in TASKS) >= 10


@pytest.mark.parametrize(("title", "task"), TASKS, ids=[title for title, _ in TASKS])
def test_a_newcomer_gets_what_the_page_says(
    title: str, task: str, folder: Path, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for letter in WRITTEN.finditer(task):
        (folder / letter["name"]).write_text(letter["text"], encoding="utf-8")
    for command, shown in examples(task):
        answer = run(command, folder).stdout
        assert "Traceback" not in answer
        assert differences(answer, shown) == "", command
    monkeypatch.chdir(folder)
    for code, shown in blocks(task):
        assert printed(code, {})[0] == shown
    with reader(browser, folder) as newcomer:
        for step, words in steps(task):
            step(newcomer, *words)


def steps(task: str) -> list[tuple[Callable[..., None], tuple[str, ...]]]:
    """What a task tells to do in a browser or with a file; every line of its list is understood."""
    found = []
    for line in re.findall(r"^- (.+)$", task, re.MULTILINE):
        matches = [(step, match) for words, step in STEPS if (match := re.fullmatch(words, line))]
        assert len(matches) == 1, f"nobody knows how to do this: {line}"
        found += [(step, match.groups()) for step, match in matches]
    return found


def test_every_link_of_the_page_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", PAGE)
    assert len(links) > 3
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []

"""What secretariat and readers do with messages: sheets are printed and typed in, messages are read
and answered, one becomes a topic, somebody leaves and the keys are changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.people.factories import PASSWORD
from tests.people.steps import six_digits
from tests.seizure.browser import Browser, Page
from tests.seizure.truth import MARK, STRANGER, traces_of
from tests.submissions.sheets_read import Sheet, read
from tests.vaults.factories import PHRASE

if TYPE_CHECKING:
    from tests.seizure.story import Story

PAPER = "/en/secretariat/paper/kerouba/"
SHEETS = 5  # printed; some come back
READ_EACH = 3  # messages
AGREED, WAITING = "Ce que nous en disons tous", f"{MARK}-dun-brouillon"
MESSAGE = re.compile(r'href="/en/messages/([0-9a-f-]{36})/"')
PIECE = re.compile(r'href="(/en/messages/[0-9a-f-]{36}/files/[0-9a-f-]{36}/)"')
PROPOSAL = re.compile(r'href="(/en/messages/[0-9a-f-]{36}/onward/[0-9a-f-]{36}/)"')


def sign_in(jar: Browser, name: str) -> None:
    page = jar.get("/accounts/login/")
    said = jar.post("/accounts/login/", on=page, login=name, password=PASSWORD)
    assert said.status == 302, said.text[:3000]


class Offices:
    def __init__(self, story: Story) -> None:
        self.story, self.places = story, story.places
        names = [self.places["secretary"], *self.places["readers"]]
        self.jars = {
            name: story.browser(traces_of(STRANGER + 1 + number))
            for number, name in enumerate(names)
        }
        for name, jar in self.jars.items():
            sign_in(jar, name)
        self.secretary = self.jars[self.places["secretary"]]
        page = self.secretary.get("/accounts/2fa/authenticate/")
        said = self.secretary.post("/accounts/2fa/authenticate/", on=page, code=six_digits())
        assert said.status == 302, said.text[:3000]

    # --- The secretariat ---------------------------------------------------------------------
    def print_sheets(self) -> list[Sheet]:
        page = self.secretary.get(PAPER)
        asked = {"number": str(SHEETS), "size": "a4", "language": "en"}
        printed = read(self.secretary.post(PAPER, on=page, **asked).content).sheets
        self.story.truth.numbers += [sheet.number for sheet in printed]
        return printed

    def type_in(self, sheet: Sheet, words: str) -> None:
        page = self.secretary.get(f"{PAPER}type/")
        said = {"number": sheet.number, "readers": "civilian", "body": words}
        done = self.secretary.post(f"{PAPER}type/", on=page, token=page.field("token"), **said)
        assert done.status == 302, done.text[:3000]

    # --- The readers -------------------------------------------------------------------------
    def work(self) -> None:
        for name in self.places["readers"]:
            self.read_some(self.jars[name])
        self.make_topics()
        self.change_keys()

    def read_some(self, jar: Browser) -> None:
        page = jar.get("/en/messages/vault/")
        jar.post("/en/messages/vault/", on=page, passphrase=PHRASE)
        for pk in messages_of(jar)[:READ_EACH]:
            self.read_and_answer(jar, f"/en/messages/{pk}/")

    def read_and_answer(self, jar: Browser, path: str) -> None:
        page = opened(jar, path)
        for piece in PIECE.findall(page.text):
            assert jar.get(piece).status == 200
        said = {"token": page.field("token"), "kind": "answer", "body": "On s’en occupe."}
        answered = jar.post(f"{path}answer/", on=page, **said)
        assert answered.status == 302, answered.text[:2000]

    def make_topics(self) -> None:
        """The civilian reader proposes two, the one of the forces agrees to the first."""
        civilian, forces = (self.jars[name] for name in self.places["proposers"])
        both = [f"/en/messages/{pk}/" for pk in messages_of(forces)[:2]]
        for path, title in zip(both, (AGREED, WAITING), strict=True):
            self.propose(civilian, path, title)
        found = PROPOSAL.search(forces.get(f"{both[0]}onward/").text)
        assert found
        page = forces.get(found[1])
        agreed = forces.post(f"{found[1]}agree/", on=page, sure="on")
        assert agreed.status == 302, agreed.text[:3000]

    def propose(self, jar: Browser, path: str, title: str) -> None:
        opened(jar, path)
        page = jar.get(f"{path}onward/")
        said = {"where": page.field("where"), "title": title, "body": f"{title}, et rien de plus."}
        token = page.field("token")
        proposed = jar.post(f"{path}onward/send/", on=page, token=token, sure="on", **said)
        assert proposed.status == 302, proposed.text[:3000]

    def change_keys(self) -> None:
        """One reader leaves; those who stay seal everything of that committee anew."""
        path = f"/en/secretariat/people/roles/{self.places['leaving']}/withdraw/"
        page = self.secretary.get(PAPER)
        assert self.secretary.post(path, on=page).status == 302
        jar = self.jars[self.places["readers"][0]]
        page = jar.get("/en/messages/readers/")
        path = "/en/messages/readers/kerouba/renew/"
        assert path in page.text
        assert jar.post(path, on=page).status == 302
        assert path not in jar.get("/en/messages/readers/").text


def messages_of(jar: Browser) -> list[str]:
    return MESSAGE.findall(jar.get("/en/messages/").text)


def opened(jar: Browser, path: str) -> Page:
    page = jar.get(path)
    if "open/" in page.text:
        jar.post(f"{path}open/", on=page)
        page = jar.get(path)
    return page

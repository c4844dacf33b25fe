import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from palabre.audit.chain import in_groups
from palabre.audit.verifying import Known, verify

FEWEST_DIGITS = 32


class Command(BaseCommand):
    help = "Check that the record of what was done in offices is as it was written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="NUMBER:DIGEST",
            help="a head from a mail or a sheet of paper; spaces do not matter",
        )

    def handle(self, *_args: Any, head: list[str], **_options: Any) -> None:
        found = verify([known(each) for each in head])
        whole = _("%(number)s records are whole. Head: %(number)s:%(digest)s") % {
            "number": found.number,
            "digest": " ".join(in_groups(found.digest)),
        }
        if wrong := found.in_words:
            raise CommandError(f"{wrong}\n{whole}", returncode=1)
        self.stdout.write(whole)


def known(head: str) -> Known:
    number, _colon, digits = re.sub(r"\s", "", head).partition(":")
    digest = digits.lower()
    if not re.fullmatch(r"[0-9]{1,18}", number) or not re.fullmatch(r"[0-9a-f]{32,64}", digest):
        raise CommandError(
            _(
                "A head is a number, a colon and at least %(digits)s digits or letters a to f: %(head)s"
            )
            % {"digits": FEWEST_DIGITS, "head": head}
        )
    return Known(int(number), digest, _("the head that you gave"), is_whole=False)

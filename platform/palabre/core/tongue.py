"""Which of our languages a text is most likely in, by its small words."""

import re

FRENCH = """
au aux avec c ce cette ces d dans de des du elle en est et être il ils je l la le les leur mais
même n ne nous on ou où par pas plus pour qu que qui s sa se ses son sont sur tout très tu un
une vos votre vous à été
"""
ENGLISH = """
a about and are as at be been but by can do for from had has have he her his i if in is it its
my not of on or our she so that the their them there they this to was we were what when which
who will with would you your
"""
_small_words = {"fr": frozenset(FRENCH.split()), "en": frozenset(ENGLISH.split())}
LONG_ENOUGH = 2000


def guess_language(text: str, *, otherwise: str) -> str:
    """`otherwise` is the language of the page that it was written on: it decides when in doubt."""
    words = re.findall(r"[^\W\d_]+", text[:LONG_ENOUGH].casefold())
    fr, en = (sum(word in _small_words[lang] for word in words) for lang in ("fr", "en"))
    if fr == en:
        return otherwise
    return "fr" if fr > en else "en"

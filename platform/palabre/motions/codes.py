"""Codes on paper: drawn from a hat in the room, typed once. Which was drawn by whom is nowhere.

Sixty bits and a sign that tells a slip of the pen. The server keeps a keyed hash of each.
"""

import hmac
import secrets
from hashlib import blake2b

from django.conf import settings

from palabre.motions.models import PaperCode
from palabre.sealing import crockford

SIGNS = 11  # and one that checks them
GROUP = 4


class NoSuchCode(Exception):
    """It was never printed, was used, or is for a vote that is closed: all look alike."""

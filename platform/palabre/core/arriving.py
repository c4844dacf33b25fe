"""How what a browser sends comes in: words as UTF-8 to the letter, files sealed as they arrive.

This is the only upload handler (settings.FILE_UPLOAD_HANDLERS). Django's own would write what is
large to the temporary folder, in clear. Here each part of a file is sealed in memory the moment it
comes, under a key that lives as long as the request; no file name is kept but its known ending.
Whoever takes files asks for as many and as large ones as they like: these are the most for all.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from secrets import token_bytes
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.datastructures import MultiValueDict
from nacl.secret import SecretBox

from palabre.core.places import place_of

MOST_FILES = 5
MOST_BYTES = 20_000_000  # of one form, as they come
LOSSLESS = "latin-1"
# What is somewhat too much is read to its end and dropped, since browsers hear an answer only then.
# What is far too much is not: nobody's line shall be busy for an hour for a refusal.
READ_ANYWAY = 2 * MOST_BYTES
# On a slow line a photo takes minutes, and a thread as long: it needs a place from the start, so that
# where there is none the words are kept. What is smaller needs one once it has taken a moment.
LARGE = 200_000
KNOWN_ENDING = re.compile(
    r"\.(3gp|aac|amr|avi|csv|docx?|flac|gif|hei[cf]|jpe?g|m4[av]|mkv|mov|mp[34]|od[pst]|og[ag]|opus|pdf|png"
    r"|pptx?|rtf|svg|tiff?|txt|wav|web[mp]|wm[av]|xlsx?|zip)$"
)


class Arrived(UploadedFile[bytes]):
    """A file that came with a form: sealed, in memory, and gone when its request is answered."""

    def __init__(self, named: str) -> None:
        super().__init__(name="file")
        self.suffix = _known_ending(named)
        self.is_too_much = self.is_one_too_many = self.is_turned_away = False
        self._box = SecretBox(token_bytes(SecretBox.KEY_SIZE))
        self._sealed: list[bytes] = []
        self._mark = blake2b(digest_size=16)
        self.size: int = 0

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        self._mark.update(piece)
        self._sealed.append(self._box.encrypt(piece))

    def clear(self) -> Iterator[bytes]:
        return map(self._box.decrypt, self._sealed)

    @property
    def mark(self) -> str:
        """Tells it from other files while the request lasts, and is kept nowhere."""
        return self._mark.hexdigest()

    def close(self) -> None:
        self._sealed.clear()


def _known_ending(named: str) -> str:
    ending = KNOWN_ENDING.search(named.lower())
    return ending[1] if ending else "bin"


def all_of(files: MultiValueDict[str, UploadedFile[Any]]) -> list[Arrived]:
    every = [each for name in files for each in files.getlist(name)]
    return [each for each in every if isinstance(each, Arrived)]


def arrived_in(request: HttpRequest) -> list[Arrived]:
    return all_of(request.FILES)


class SealedParts(FileUploadHandler):
    """Files as they come. What is too much of them is dropped on the spot, and said so."""

    def __init__(self, content_length: int, *, may_come_in: bool) -> None:
        super().__init__()
        self.announced = content_length
        self.may_come_in = may_come_in
        self.was_cut = False
        self.not_read: Arrived | None = None
        self._count = self._total = 0

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        self._count += 1
        self._now = Arrived(file_name)
        self._now.is_one_too_many = self._count > MOST_FILES
        if not self.may_come_in:
            self._now.is_turned_away = True
            self._read_no_more()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._total += len(raw_data)
        if self._total <= MOST_BYTES and not self._now.is_one_too_many:
            self._now.add(raw_data)
            return
        self._now.close()
        self._now.is_too_much = True
        if self.announced > READ_ANYWAY:
            self._read_no_more()

    def _read_no_more(self) -> None:
        """What was typed came before the files."""
        self.not_read = self._now
        raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> Arrived:
        return self._now

    def upload_interrupted(self) -> None:
        self._now.close()
        self.was_cut = True


class ToTheLetter(FileUploadHandler):
    """Django puts a sign, in silence, where the bytes of a field are no UTF-8. Here it is refused."""

    def handle_raw_input(  # type: ignore[override]
        self,
        input_data: HttpRequest,
        META: dict[str, Any],  # noqa: N803 (as Django calls it)
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile[Any]]]:
        may_come_in = content_length <= LARGE or place_of(META).take()
        parts = SealedParts(content_length, may_come_in=may_come_in)
        fields, files = MultiPartParser(META, input_data, [parts], LOSSLESS).parse()
        if parts.was_cut:
            for arrived in all_of(files):
                arrived.close()
            raise MultiPartParserError
        if parts.not_read:
            files.appendlist("files", parts.not_read)
        return _as_utf8(fields), files


def _as_utf8(fields: QueryDict) -> QueryDict:
    """Their names were read as UTF-8 before."""
    read = QueryDict(mutable=True)
    try:
        for name, texts in fields.lists():
            read.setlist(name, [str(text).encode(LOSSLESS).decode() for text in texts])
    except UnicodeDecodeError:
        raise SuspiciousOperation from None
    return read

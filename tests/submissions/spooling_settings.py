"""As Django is when nobody looks after it: what is sent goes to the temporary folder, in clear."""

from tests.house.broken_settings import *  # noqa: F403

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

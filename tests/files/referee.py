"""exiftool says what a file tells about itself; only what every file of its kind must tell is allowed."""

import json
import subprocess
from pathlib import Path

from palabre.files.rebuild import Rebuilt

# What the tool itself and the folder of the test add.
OF_THE_TEST = {
    "SourceFile", "ExifTool:ExifToolVersion", "File:FileName", "File:Directory", "File:FileSize",
    "File:FileModifyDate", "File:FileAccessDate", "File:FileInodeChangeDate",
    "File:FilePermissions",
}  # fmt: skip
OF_EVERY_FILE = {
    "File:FileType", "File:FileTypeExtension", "File:MIMEType", "File:ImageWidth",
    "File:ImageHeight", "File:EncodingProcess", "File:BitsPerSample", "File:ColorComponents",
    "File:YCbCrSubSampling", "Composite:ImageSize", "Composite:Megapixels", "PNG:ImageWidth",
    "PNG:ImageHeight", "PNG:BitDepth", "PNG:ColorType", "PNG:Compression", "PNG:Filter",
    "PNG:Interlace", "PDF:PageCount", "Opus:AudioChannels",
}  # fmt: skip
# What is allowed only because it is the same in every file that leaves here.
THE_SAME_IN_ALL = {
    "JFIF:JFIFVersion": 1.01,
    "JFIF:ResolutionUnit": "None",
    "JFIF:XResolution": 1,
    "JFIF:YResolution": 1,
    "PDF:PDFVersion": 1.4,
    "PDF:Linearized": "No",
    "Opus:OpusVersion": 1,
    "Opus:SampleRate": 24000,
    "Opus:OutputGain": 1,
    "Vorbis:Vendor": "ffmpeg",
}


def told_by(files: dict[str, Rebuilt], folder: Path) -> dict[str, dict[str, object]]:
    """What each file tells beyond what it must: one run of exiftool for all."""
    names = {}
    for number, (name, made) in enumerate(files.items()):
        path = folder / f"{number}{made.suffix}"
        path.write_bytes(made.content)
        names[str(path)] = name
    command = ["exiftool", "-json", "-a", "-u", "-U", "-G", "-ee3", str(folder)]
    done = subprocess.run(command, capture_output=True, check=True)
    seen = {names[each["SourceFile"]]: each for each in json.loads(done.stdout)}
    assert seen.keys() == files.keys()
    return {name: too_much for name, tags in seen.items() if (too_much := beyond(tags))}


def beyond(tags: dict[str, object]) -> dict[str, object]:
    return {
        tag: value
        for tag, value in tags.items()
        if tag not in OF_THE_TEST | OF_EVERY_FILE and THE_SAME_IN_ALL.get(tag) != value
    }

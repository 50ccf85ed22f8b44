#!/usr/bin/env python3
"""How long links are beside what other codecs would make of the same articles.

    python3 benches/lengths.py NAME=FOLDER_OR_FILE ...

Installs the other codecs, in pinned versions, into target/lengths (once), builds `partyline`, and prints a table:
median characters, and the median over the articles of each codec's length divided by deflate's. All are the text
alone in base64url, except lz-string, which has its own alphabet for addresses, and ours, which is everything that
stands behind the # of a link. PPMd is a strong general compressor of text that was trained on nothing; with a dictionary
of some hundred kilobytes, or megabytes of memory and seconds of time, others come closer to ours.
"""

import json
import lzma
import statistics
import subprocess
import sys
import venv
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "target" / "lengths"
PINNED = ["brotli==1.2.0", "lzstring==1.0.4", "pyppmd==1.3.1", "zstandard==0.25.0"]


def inside():
    """Runs this file again where the codecs are installed."""
    python = HOME / "bin" / "python"
    mark = HOME / "installed.json"
    if not mark.is_file() or json.loads(mark.read_text()) != PINNED:
        venv.create(HOME, with_pip=True, symlinks=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PINNED], check=True)
        mark.write_text(json.dumps(PINNED))
    build = ["cargo", "build", "--quiet", "--profile", "train", "--bin", "partyline"]
    subprocess.run(build, check=True, cwd=ROOT)
    sys.exit(subprocess.run([python, __file__, *sys.argv[1:]]).returncode)


def characters(size):
    """Of base64url without padding."""
    return -(-size * 4 // 3)


def codecs():
    import brotli
    import pyppmd
    import zstandard
    from lzstring import LZString

    raw = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]

    def deflate(text):
        encoder = zlib.compressobj(9, zlib.DEFLATED, -15)
        return characters(len(encoder.compress(text) + encoder.flush()))

    def ppmd(text):
        encoder = pyppmd.Ppmd7Encoder(6, 16 << 20)
        return characters(len(encoder.encode(text) + encoder.flush()))

    return {
        "lz-string": lambda text: len(LZString().compressToEncodedURIComponent(text.decode())),
        "LZMA": lambda text: characters(len(lzma.compress(text, lzma.FORMAT_RAW, filters=raw))),
        "zstd 22": lambda text: characters(len(zstandard.ZstdCompressor(level=22, write_content_size=False).compress(text))),
        "deflate 9": deflate,
        "brotli 11": lambda text: characters(len(brotli.compress(text, mode=brotli.MODE_TEXT, quality=11))),
        "PPMd, order 6": ppmd,
    }


def ours(files):
    """Characters behind the # of each file's link."""
    command = [ROOT / "target" / "train" / "partyline", "link", *files]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return [int(line.split("\t")[1]) for line in lines]


def main():
    others = codecs()
    print("| articles | codec | median characters | of deflate | links of at most 2,000 |\n|---|---|---|---|---|")
    for argument in sys.argv[1:]:
        name, _, place = argument.partition("=")
        place = Path(place)
        files = sorted(place.glob("*.txt")) if place.is_dir() else [place]
        texts = [file.read_bytes() for file in files]
        deflate = [others["deflate 9"](text) for text in texts]
        rows = {codec: [measure(text) for text in texts] for codec, measure in others.items()}
        rows["ours"] = ours(files)
        for codec, lengths in rows.items():
            share = statistics.median(a / b for a, b in zip(lengths, deflate))
            fit = sum(length + 60 <= 2_000 for length in lengths)
            median = statistics.median(lengths)
            print(f"| {name} ({len(files)}) | {codec} | {median:,.0f} | {share:.2f} | {fit / len(files):.0%} |")


if __name__ == "__main__":
    if len(sys.argv) < 2 or any("=" not in argument for argument in sys.argv[1:]):
        sys.exit(__doc__)
    if Path(sys.prefix).resolve() != HOME.resolve():
        inside()
    main()

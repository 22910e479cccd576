"""The form filled by Firefox’s engine. Nothing is downloaded: PORTAL_PDFJS names a folder of pdfjs-dist."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from forms.definition.answers import validate
from forms.definition.columns import gather
from forms.definition.document import stamp_of
from forms.outputs.pdf.document import make_pdf
from forms.readers.pdf import child as pdf_child
from forms.shipped import orientation
from tests.factories import every_type
from tests.factories.forms import VALID
from tests.support.pdf_filling import written

NODE, PDFJS = shutil.which("node"), os.environ.get("PORTAL_PDFJS", "")
SCRIPT = Path(__file__).resolve().parents[1] / "support" / "fill_with_pdfjs.mjs"
MISSING = not NODE or not PDFJS
pytestmark = pytest.mark.skipif(
    MISSING,
    reason="node and PORTAL_PDFJS=<folder of pdfjs-dist> are needed to fill as Firefox does",
)


def fill_with_pdfjs(content, fields, folder):
    (folder / "blank.pdf").write_bytes(content)
    (folder / "values.json").write_text(json.dumps(fields))
    files = [str(folder / name) for name in ("blank.pdf", "values.json", "filled.pdf")]
    subprocess.run([NODE, str(SCRIPT), PDFJS, *files], check=True, timeout=120)  # noqa: S603
    return (folder / "filled.pdf").read_bytes()


@pytest.mark.parametrize(
    ("module", "answers"),
    [(every_type, every_type.ANSWERS), (orientation, VALID)],
    ids=["every", "orientation"],
)
def test_answers_filled_by_firefox_come_back(module, answers, tmp_path):
    document = module.document()
    clean, errors = validate(document, answers)
    assert not errors
    filled = fill_with_pdfjs(make_pdf(document, stamp_of(document)), written(document, clean), tmp_path)
    found = json.loads(pdf_child.read(filled, {}))
    assert found["stamp"] == stamp_of(document)
    assert validate(document, gather(document, found["values"])) == (clean, {})

"""The letter opens where an officer would open it: LibreOffice turns it into a PDF, and the words are still there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from fixtures.project import Warehouse
from lfr.letters.blocks import Fragments
from lfr.letters.letter_files import make_letter
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_figure


def test_a_letter_opens_in_libreoffice(warehouse: Warehouse, figures: Figures, texts: Fragments, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    make_letter(figures, warehouse.project.data / "foi" / "letter-example.toml", [path])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", str(tmp_path / "letter.pdf"), "-"], check=True, capture_output=True, text=True).stdout
    said = re.sub(r"\s+", "", text)
    assert "01.FOI.21.022107" in said
    for question in texts["disclosures"]["01-foi-21-022107"]["questions"]:
        assert re.sub(r"\s+", "", question["asked"]) in said
    stops = say_figure(figures.figure("met", 2024, "stops"))
    assert stops.replace(" ", "") in said and "Yourssincerely" in said

"""Pictures of every kind of paper for docs/papers.md: its sample laid out, its pages drawn small.

    .venv/bin/python setup/pictures.py [kind …]

Writes docs/pictures/papers/<kind>-<page>.png, at most three pages of each kind.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures" / "papers"
UNSEEN = {"page_stamps"}  # numbers that are laid over pages
DOTS, SHADES, PAGES = 66, 12, 3  # dots an inch, colours of a picture, pages of a kind


def main(kinds: list[str]) -> None:
    """Draw the kinds named, or all."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from notices import papers, render
    from notices.samples import EVERY

    FOLDER.mkdir(parents=True, exist_ok=True)
    for kind in kinds or sorted(set(papers.PAPERS) - UNSEEN):
        draw(kind, render.pdf(kind, papers.snapshot(EVERY[kind]())))


def draw(kind: str, pdf: bytes) -> None:
    """Draw the first pages of a paper, each a small picture of few colours."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()  # the place of the seal is a field
    for old in FOLDER.glob(f"{kind}-[0-9].png"):
        old.unlink()
    for number in range(min(len(document), PAGES)):
        picture = document[number].render(scale=DOTS / 72).to_pil().convert("RGB")
        picture.quantize(SHADES).save(FOLDER / f"{kind}-{number + 1}.png", optimize=True)
    sys.stdout.write(f"{kind}: {len(document)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])

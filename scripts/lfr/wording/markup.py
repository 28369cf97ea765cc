"""Pages made from data, as MkDocs reads them."""

import json
from pathlib import Path
from typing import Any


def write_shown(path: Path, title: str, description: str, kind: str, names: dict[str, Any], **more: str) -> int:
    """Write the stub of a page that lfr.pages.shown makes: its type, and what its context is asked for by. Returns 1, to be summed.

    `more` is what MkDocs and the frame go by beside title and description. All of it is text, which the theme escapes.
    """
    head = {"title": " ".join(title.split()), "description": " ".join(description.split()), "shown_as": kind, "names": names, **more}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in head.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{''.join(lines)}---\n", encoding="utf-8")
    return 1

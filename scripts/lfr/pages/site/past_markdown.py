"""Takes tables and charts out of a page while Markdown sets its text: they are finished HTML, and parsing it would be most of a build."""

import re

# As lfr.wording.html.table and the chart macros write them: neither holds another of its kind, and text in them is escaped.
_BLOCK = re.compile(r'<div class="lfr-table.*?</table></div>|<figure class="lfr-chart.*?</figure>', re.S)
_MARK = re.compile(r'<div data-block="(\d+)"></div>')
_ID = re.compile(r'\sid="([^"]+)"')


def set_aside(markdown: str) -> tuple[str, list[str]]:
    """The page with a mark in place of each table and chart, and these blocks in order."""
    blocks: list[str] = []

    def mark(found: re.Match[str]) -> str:
        blocks.append(found[0])
        return f'<div data-block="{len(blocks) - 1}"></div>'

    return _BLOCK.sub(mark, markdown), blocks


def put_back(html: str, blocks: list[str]) -> str:
    """The page with its blocks in place of the marks. A lost mark fails an assertion: no table may go missing."""
    found = [int(number) for number in _MARK.findall(html)]
    assert sorted(found) == list(range(len(blocks))), f"{len(blocks)} tables and charts went in, {len(found)} came out"
    return _MARK.sub(lambda mark: blocks[int(mark[1])], html)


def anchors(blocks: list[str]) -> set[str]:
    """The ids inside the blocks, to which links of other pages may lead."""
    return {name for block in blocks for name in _ID.findall(block)}
